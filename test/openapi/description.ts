import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

export type Schema = { readonly [keyword: string]: unknown };
type Fields = Record<string, Schema>;

export interface Operation {
  method: 'get' | 'post';
  path: string;
  /** What may be sent: a schema over the decoded query or form. */
  parameters: { properties: Fields; required: string[] };
  answer: Schema;
}

export interface Description {
  operations: Operation[];
  schemas: Fields;
  checkAnswer(operation: Operation, body: unknown): string[];
  checkParameters(operation: Operation, form: unknown): string[];
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Fields };
}
interface RawOperation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
}

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 in JSON Schema's words, and closed: a field that is not described is an error. */
const translate = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(translate);
  if (!isObject(schema)) return schema;
  const { nullable, description: _, ...rest } = schema;
  const kept = Object.entries(rest).filter(([key]) => !key.startsWith('x-') && key !== 'title' && key !== 'format');
  const translated: Record<string, unknown> = Object.fromEntries(
    kept.map(([key, value]) => [key, key === 'properties' ? translateEach(value as Fields) : translate(value)]),
  );
  const closed =
    isObject(schema.properties) && schema['x-stub'] === undefined && schema.additionalProperties === undefined;
  if (closed) translated.additionalProperties = false;
  return nullable === true ? { anyOf: [translated, { type: 'null' }] } : translated;
};

const translateEach = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, translate(schema)]));

const operationOf = (method: 'get' | 'post', path: string, raw: RawOperation): Operation => {
  const json = raw.responses['200']?.content['application/json']?.schema ?? {};
  const query = (raw.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const form = method === 'post' ? raw.requestBody?.content['application/x-www-form-urlencoded']?.schema : undefined;
  return {
    method,
    path,
    parameters: {
      properties: {
        ...Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
        ...((form?.properties as Fields | undefined) ?? {}),
      },
      required: [
        ...query.filter(({ required }) => required).map(({ name }) => name),
        ...((form?.required as string[] | undefined) ?? []),
      ],
    },
    answer: json,
  };
};

export const readDescription = (file: URL): Description => {
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operationOf(method as 'get' | 'post', path, raw)),
  );
  const components = { schemas: translateEach(document.components.schemas) };
  const withComponents = (schema: Schema): Schema => ({ ...(translate(schema) as Schema), components });
  // Everything in a form is text; `coerceTypes` reads "10" as an integer where one is described.
  const answers = new Ajv({ strict: false, allErrors: true });
  const forms = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
  const compiled = new Map<string, ValidateFunction>();
  const check = (ajv: Ajv, name: string, schema: Schema, value: unknown): string[] => {
    const validate = compiled.get(name) ?? ajv.compile(withComponents(schema));
    compiled.set(name, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
  return {
    operations,
    schemas: document.components.schemas,
    checkAnswer: ({ method, path, answer }, body) => check(answers, `answer ${method} ${path}`, answer, body),
    checkParameters: ({ method, path, parameters }, form) =>
      check(forms, `form ${method} ${path}`, { type: 'object', ...parameters }, form),
  };
};
