import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isClassDeclaration,
  isIdentifier,
  isMethodDeclaration,
  isTypeReferenceNode,
  type MethodDeclaration,
  type TypeNode,
} from 'typescript/unstable/ast';
import { type Declared, declarations, resolve } from '../rest-types/declarations.ts';
import { nameOf } from '../rest-types/fields.ts';

const folder = join(import.meta.dirname, '../../node_modules/stripe/esm/resources');

const METHOD =
  /(?:(\w+): |return )stripeMethod\(\{\s*method: '(\w+)',\s*fullPath: '([^']+)',?\s*(?:methodType: '(list)',?)?\s*\}\)/g;

interface Endpoint {
  /** Of the class in the package's types, and its method. */
  readonly className: string;
  readonly name: string;
  readonly verb: string;
  readonly path: string;
  readonly isList: boolean;
}

/** What there is at one place of the REST API. */
export interface Place {
  /** The type of its objects, such as `Issuing.Authorization`. */
  readonly type: string;
  /** Where one of them is, under its `{id}`. */
  readonly retrieve: string;
  readonly list: { readonly path: string; readonly params: string | undefined } | undefined;
  /** What can be done there, as `POST /v1/transfers/{transfer}`. */
  readonly writes: readonly string[];
}

const endpointsOf = (file: string): Endpoint[] => {
  const className = `${file.replace('.js', '').replaceAll('/', '.')}Resource`;
  return [...readFileSync(join(folder, file), 'utf8').matchAll(METHOD)].map(([, name, verb = '', path = '', list]) => ({
    className,
    // `accounts` has a method of its own around two paths.
    name: name ?? 'retrieve',
    verb,
    path,
    isList: list !== undefined,
  }));
};

/** `/v1/transfers/{id}/reversals` is `transfers/reversals`. */
const placeOf = (path: string): string => path.replace(/^\/v\d\//, '').replace(/\/\{\w+\}/g, '');

const methodOf = ({ className, name }: Endpoint): { method: MethodDeclaration; declared: Declared } | undefined => {
  const declared = declarations().get(className);
  if (declared === undefined || !isClassDeclaration(declared.node)) return undefined;
  const method = [...declared.node.members]
    .filter(isMethodDeclaration)
    .find((member) => isIdentifier(member.name) && member.name.text === name);
  return method && { method, declared };
};

const WRAPPERS = /^(Promise|ApiListPromise|(Stripe\.)?Response)$/;

/** `Promise<Stripe.Response<Stripe.Transfer>>` is `Stripe.Transfer`. */
const unwrapped = (node: TypeNode | undefined): string | undefined => {
  if (node === undefined || !isTypeReferenceNode(node)) return undefined;
  const name = nameOf(node.typeName);
  return WRAPPERS.test(name) ? unwrapped([...(node.typeArguments ?? [])][0]) : name;
};

const answerOf = (endpoint: Endpoint): string | undefined => {
  const found = methodOf(endpoint);
  const name = unwrapped(found?.method.type);
  return name && found && resolve(name, found.declared.scope)?.name;
};

const paramsOf = (endpoint: Endpoint): string | undefined => {
  const found = methodOf(endpoint);
  const types = [...(found?.method.parameters ?? [])].map(({ type }) => unwrapped(type));
  return types
    .filter((name) => name?.endsWith('Params'))
    .map((name) => name && found && resolve(name, found.declared.scope)?.name)[0];
};

/** What the `stripe` package knows at a place such as `issuing/authorizations`. */
export const findPlace = (place: string): Place => {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.startsWith('TestHelpers'))
    .flatMap(endpointsOf)
    .filter(
      ({ path }) => path.startsWith('/v1/') && (placeOf(path) === place || placeOf(path).startsWith(`${place}/`)),
    );
  const here = all.filter(({ path }) => placeOf(path) === place);
  const list = here.find(({ verb, isList }) => verb === 'GET' && isList);
  const retrieve = here.find(({ verb, isList, path }) => verb === 'GET' && !isList && path.endsWith('}'));
  const type = retrieve && answerOf(retrieve);
  if (retrieve === undefined || type === undefined) {
    throw new Error(
      `There is nothing at "${place}" that REST finds by an id. Write it as in a URL: issuing/authorizations.`,
    );
  }
  return {
    type,
    retrieve: retrieve.path.replace(/\{\w+\}$/, '{id}'),
    list: list && { path: list.path, params: paramsOf(list) },
    writes: all.filter(({ verb }) => verb !== 'GET').map(({ verb, path }) => `${verb} ${path}`),
  };
};
