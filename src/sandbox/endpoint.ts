import { noSuch } from './errors.ts';
import { readExpand, render, type Wanted } from './expand.ts';
import type { Form } from './form.ts';
import { array, hash, type Shape, string, type Values } from './parameters.ts';
import type { RestList, RestObject } from './rest-object.ts';
import type { World } from './world.ts';

type IdNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | IdNames<Rest> : never;

export interface Call<Id extends string = string> {
  readonly world: World;
  /** The ids in the path, by the names the path gives them. */
  readonly ids: Readonly<Record<Id, string>>;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Checks the parameters and gives the execution; only what the execution answers is kept for an idempotency key. */
  readonly prepare: (form: Form) => (call: Call) => unknown;
}

interface Definition<Path extends string, S extends Shape> {
  readonly method?: 'GET' | 'POST';
  readonly path: Path;
  /** The type of the object that is answered, or of a list's items: it says what may be expanded. */
  readonly returns: string;
  readonly parameters: S;
}
type Execute<Path extends string, S extends Shape, Result> = (call: Call<IdNames<Path>>, values: Values<S>) => Result;
/** Rules between the parameters: a part of their validation. */
type Check<S extends Shape> = (values: Values<S>) => void;

/** Some objects, such as a balance, have no id. */
type Shown = { readonly object: string };

// `execute` and `check` stand outside the definition: inside it TypeScript would not infer their values.

/** An endpoint that answers with one object. */
export const objectEndpoint = <Path extends string, S extends Shape>(
  { method = 'GET', path, parameters, returns }: Definition<Path, S>,
  execute: Execute<Path, S, Shown>,
  check?: Check<S>,
): Endpoint => {
  const read = reader(parameters, returns, false, check);
  return {
    method,
    path,
    prepare: (form) => {
      const { values, wanted } = read(form);
      return (call) => render(execute(call as Call<IdNames<Path>>, values), wanted, call.world);
    },
  };
};

/** An endpoint that answers with a list: its expand paths start with `data.`. */
export const listEndpoint = <Path extends string, S extends Shape>(
  { method = 'GET', path, parameters, returns }: Definition<Path, S>,
  execute: Execute<Path, S, RestList>,
  check?: Check<S>,
): Endpoint => {
  const read = reader(parameters, returns, true, check);
  return {
    method,
    path,
    prepare: (form) => {
      const { values, wanted } = read(form);
      return (call) => {
        const list = execute(call as Call<IdNames<Path>>, values);
        return { ...list, data: list.data.map((item) => render(item, wanted, call.world)) };
      };
    },
  };
};

const onlyId = (ids: Readonly<Record<string, string>>): string => Object.values(ids)[0] ?? '';

/** `GET /v1/…/{id}` for an object that its own id names. */
export const retrieve = (
  path: `${string}{${string}}`,
  type: string,
  isShown: (object: RestObject, world: World) => boolean = () => true,
): Endpoint =>
  objectEndpoint({ path, returns: type, parameters: {} }, ({ world, ids }) => {
    const object = world.get<RestObject>(type, onlyId(ids));
    if (!isShown(object, world)) throw noSuch(type, object.id, { status: 404, param: 'id' });
    return object;
  });

/** `POST /v1/…/{id}/…`: something is done to the object that the path names. */
export const action = <T extends RestObject, S extends Shape>(
  path: `${string}{${string}}${string}`,
  { type, parameters, returns = type }: { readonly type: string; readonly parameters: S; readonly returns?: string },
  execute: (world: World, object: T, values: Values<S>) => Shown,
): Endpoint =>
  objectEndpoint({ method: 'POST', path, returns, parameters }, ({ world, ids }, values) =>
    execute(world, world.get<T>(type, onlyId(ids)), values),
  );

const reader = <S extends Shape>(parameters: S, returns: string, isList: boolean, check?: Check<S>) => {
  const readForm = hash(parameters);
  const readPaths = array(string());
  return (form: Form): { values: Values<S>; wanted: Wanted } => {
    const expand = form.get('expand');
    const values = readForm(new Map([...form].filter(([name]) => name !== 'expand')), '');
    check?.(values);
    const wanted = readExpand(expand === undefined ? [] : readPaths(expand, 'expand'), returns, isList);
    return { values, wanted };
  };
};
