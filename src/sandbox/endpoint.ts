import { type Wanted, readExpand, render } from './expand.ts';
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
  /** Checks the parameters and gives the execution. Only what happens in the execution is kept for an idempotency key. */
  readonly prepare: (form: Form) => (call: Call) => unknown;
}

interface Definition<Path extends string, S extends Shape, Result> {
  readonly method?: 'GET' | 'POST';
  readonly path: Path;
  /** The type of the object that is answered, or of a list's items: it says what may be expanded. */
  readonly returns: string;
  readonly parameters: S;
  readonly execute: (call: Call<IdNames<Path>>, values: Values<S>) => Result;
}

function define<Path extends string, S extends Shape, Result>(
  definition: Definition<Path, S, Result>,
  isList: boolean,
  show: (result: Result, wanted: Wanted, world: World) => unknown,
): Endpoint {
  const { method = 'GET', path, parameters, returns, execute } = definition;
  const readForm = hash(parameters);
  const readPaths = array(string());
  return {
    method,
    path,
    prepare: ({ expand, ...form }) => {
      const values = readForm(form, '');
      const wanted = readExpand(expand === undefined ? [] : readPaths(expand, 'expand'), returns, isList);
      return (call) => show(execute(call as Call<IdNames<Path>>, values), wanted, call.world);
    },
  };
}

/** An endpoint that answers with one object. */
export function objectEndpoint<Path extends string, S extends Shape>(definition: Definition<Path, S, RestObject>): Endpoint {
  return define(definition, false, render);
}

/** An endpoint that answers with a list: its expand paths start with `data.`. */
export function listEndpoint<Path extends string, S extends Shape>(definition: Definition<Path, S, RestList>): Endpoint {
  return define(definition, true, (list, wanted, world) => ({
    ...list,
    data: list.data.map((item) => render(item, wanted, world)),
  }));
}

/** `GET /v1/…/{id}` for an object that its own id names. */
export function retrieve(path: `${string}{${string}}`, type: string): Endpoint {
  return objectEndpoint({
    path,
    returns: type,
    parameters: {},
    execute: ({ world, ids }) => world.get(type, Object.values<string>(ids).join()),
  });
}
