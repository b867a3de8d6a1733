import { fieldsOf } from '../rest-types/fields.ts';
import type { RestField, Shape } from '../rest-types/shape.ts';
import { type Draft, sizeOf } from './draft.ts';
import { likenessOf } from './likeness.ts';
import { camel, pascal, todo } from './names.ts';
import { numberHelper, textHelper } from './rules.ts';

/** An object with more fields than this is cut by hand. */
const MAX_FIELDS = 60;

/** Where fields are written: in which type, and of which REST type. */
interface Place {
  readonly typename: string;
  readonly stripeType: string;
}

/** A call of a helper, with the options that its field has. */
const call = (helper: string, { key, nullable, optional }: RestField, options: readonly string[] = []): string => {
  const all = [...options, ...(nullable || optional ? ['nullable: true'] : [])];
  const last = all.length > 0 ? `, { ${all.join(', ')} }` : '';
  return `${helper}(t, '${key}', ${todo(key)}${last})`;
};

/** The TypeScript type of a value, through its parent's. */
const wireType = ({ stripeType }: Place, { key, shape }: RestField): string => {
  const own = shape.kind === 'list' ? shape.of : shape;
  if ('name' in own && own.name !== undefined) return `Stripe.${own.name}`;
  const value = `NonNullable<Stripe.${stripeType}['${key}']>`;
  return shape.kind === 'list' ? `${value}[number]` : value;
};

const nestedType = (draft: Draft, place: Place, field: RestField, stripeType: string): string => {
  const name = `${place.typename}${pascal(field.key)}`;
  return draft.declare(name, () => {
    const fields = writeFields(draft, { typename: name, stripeType });
    draft.kit('builder.ts', 'builder');
    return `${likenessOf(name)}const ${name} = builder.objectRef<Stripe.${stripeType}>('${name}').implement({ description: ${todo(name)}, fields: (t) => ({ ${fields} }) });`;
  });
};

const textCall = (draft: Draft, { stripeType }: Place, field: RestField): string => {
  const { key } = field;
  const type = draft.knownByKey(key, stripeType);
  if (type !== undefined) {
    draft.kit('reference.ts', 'reference');
    return `reference(t, '${key}', ${todo(key)}, { type: ${type} })`;
  }
  return call(draft.kit('fields.ts', textHelper(key)), field);
};

const resourceCall = (
  draft: Draft,
  place: Place,
  field: RestField,
  { names, byId }: Extract<Shape, { kind: 'resource' }>,
): string | undefined => {
  const [name = ''] = names;
  const type = names.length === 1 ? draft.known(name) : undefined;
  if (!byId && type !== undefined && field.shape.kind === 'list') {
    return `${draft.kit('reference.ts', 'wholes')}(t, '${field.key}', ${todo(field.key)}, { type: ${type} })`;
  }
  if (!byId) return partCall(draft, place, field, name, type);
  if (type === undefined) return call(draft.kit('fields.ts', 'identifierOf'), field);
  draft.kit('reference.ts', 'reference');
  return `reference(t, '${field.key}', ${todo(field.key)}, { type: ${type}, expandable: true })`;
};

/** An object, or a list of them; undefined where it is too large. */
const partCall = (
  draft: Draft,
  place: Place,
  field: RestField,
  stripeType: string,
  known?: string,
): string | undefined => {
  if (known === undefined && sizeOf(stripeType) > MAX_FIELDS) return undefined;
  const type = known ?? nestedType(draft, place, field, stripeType);
  const helper = field.shape.kind === 'list' ? 'nestedList' : 'nested';
  return call(draft.kit('nested-fields.ts', helper), field, [`type: ${type}`]);
};

const listCall = (draft: Draft, place: Place, field: RestField, of: Shape): string | undefined => {
  if (of.kind === 'choice') {
    const type = draft.enumeration(`${place.typename}${pascal(field.key)}`, wireType(place, field), of.values);
    return call(draft.kit('enum-fields.ts', 'enumeratedList'), field, [`type: ${type}`]);
  }
  if (of.kind === 'part') return partCall(draft, place, field, of.name);
  if (of.kind === 'resource') return resourceCall(draft, place, field, of);
  return of.kind === 'text' ? call(draft.kit('fields.ts', 'texts'), field) : undefined;
};

/** The value of one field; undefined where it is to be written by hand. */
const callOf = (draft: Draft, place: Place, field: RestField): string | undefined => {
  const { key, shape, nullable, optional } = field;
  if (key === 'metadata') {
    return `${draft.kit('fields.ts', 'metadata')}(t${nullable || optional ? ', { nullable: true }' : ''})`;
  }
  if (key === 'livemode') return `${draft.kit('fields.ts', 'livemode')}(t)`;
  switch (shape.kind) {
    case 'text':
      return textCall(draft, place, field);
    case 'number':
      return call(draft.kit('fields.ts', numberHelper(key)), field);
    case 'flag':
      return call(draft.kit('fields.ts', 'flag'), field);
    case 'choice': {
      const type = draft.enumeration(`${place.typename}${pascal(key)}`, wireType(place, field), shape.values);
      return call(draft.kit('enum-fields.ts', 'enumerated'), field, [`type: ${type}`]);
    }
    case 'part':
      return partCall(draft, place, field, shape.name);
    case 'resource':
      return resourceCall(draft, place, field, shape);
    case 'list':
      return listCall(draft, place, field, shape.of);
    case 'map':
      return shape.of.kind === 'number'
        ? call(draft.from('resources/currency-amount.ts', 'currencyAmounts'), field)
        : undefined;
    default:
      return undefined;
  }
};

/** The fields of a type, as they stand between the braces of `fields: (t) => ({ … })`. */
export const writeFields = (draft: Draft, place: Place): string =>
  fieldsOf(place.stripeType)
    .filter(({ key }) => key !== 'id' && key !== 'object')
    .map((field) => {
      const { key, nullable, optional } = field;
      if (key === 'currency') {
        const options = nullable || optional ? `, ${todo(key)}, { nullable: true }` : '';
        return `...${draft.kit('fields.ts', 'currency')}(t${options}),`;
      }
      const code = callOf(draft, place, field);
      // A page is an edge, which is written in the file of what it is a page of.
      if (code === undefined && field.shape.kind === 'page') return '';
      if (code === undefined) return `// TODO: ${field.key} is to be written by hand, or left out with a reason.`;
      return `${camel(field.key)}: ${code},`;
    })
    .join('\n');
