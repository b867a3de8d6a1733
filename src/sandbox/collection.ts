import { type Endpoint, listEndpoint } from './endpoint.ts';
import type { Filter } from './filters.ts';
import { newestFirst, page, paging } from './paging.ts';
import { required, type Shape } from './parameters.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

type Item = RestObject & { created: number };
type Filters = Readonly<Record<string, Filter<unknown>>>;

interface Definition {
  readonly path: `/v1/${string}`;
  /** The items' type. */
  readonly type: string;
  readonly filters: Filters;
  /** Objects that exist and that this list never shows. */
  readonly isListed?: (item: RestObject, world: World) => boolean;
}

/** `GET /v1/…`, every object of one type, newest first, narrowed by filters that are told as data. */
export const collection = ({ path, type, filters, isListed = () => true }: Definition): Endpoint => {
  const shape: Shape = Object.fromEntries(
    Object.entries(filters).map(([name, filter]) => [name, filter.required ? required(filter.read) : filter.read]),
  );
  const parameters: Shape & typeof paging = { ...shape, ...paging };
  return listEndpoint({ path, returns: type, parameters }, ({ world }, values) => {
    const given = Object.entries(filters).flatMap(([name, filter]) =>
      values[name] === undefined ? [] : [{ name, filter, value: values[name] }],
    );
    for (const { name, filter, value } of given) {
      if (filter.names !== undefined) world.named(filter.names, value as string, name);
    }
    const all = (some: typeof given, item: Item): boolean =>
      some.every(({ filter, value }) => filter.matches(item, value, world));
    const scopes = given.filter(({ filter }) => filter.required);
    const items = world.all<Item>(type).filter((item) => isListed(item, world) && all(scopes, item));
    return page(
      { items: newestFirst(items, (item) => item.created), matches: (item) => all(given, item), type, url: path },
      values,
    );
  });
};
