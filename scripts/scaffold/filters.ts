import { fieldsOf } from '../rest-types/fields.ts';
import type { RestField } from '../rest-types/shape.ts';
import type { Draft } from './draft.ts';
import { camel, todo } from './names.ts';

interface Filter {
  /** An entry of `args`, and one of `filters`' answer. */
  readonly arg: string;
  readonly param: string;
}

const filterOf = (draft: Draft, typename: string, stripeType: string, field: RestField): Filter | undefined => {
  const { key, shape, optional } = field;
  const name = camel(key);
  const required = optional ? '' : 'required: true, ';
  if (shape.kind === 'part' && shape.name === 'RangeQueryParam') {
    draft.kit('filters.ts', 'TimestampRange');
    draft.kit('filters.ts', 'restRange');
    return {
      arg: `${name}: t.arg({ type: TimestampRange, description: ${todo(key)} })`,
      param: `${key}: restRange(${name}, '${name}')`,
    };
  }
  if (shape.kind === 'choice') {
    const type = draft.enumeration(`${typename}${camel(`_${key}`)}`, `Stripe.${shape.name}`, shape.values);
    draft.kit('recognized.ts', 'filterValue');
    return {
      arg: `${name}: t.arg({ type: ${type}.ref, ${required}description: ${todo(key)} })`,
      param: `${key}: filterValue(${name}, '${name}')`,
    };
  }
  if (shape.kind === 'flag') {
    return {
      arg: `${name}: t.arg.boolean({ ${required}description: ${todo(key)} })`,
      param: `${key}: ${name} ?? undefined`,
    };
  }
  if (shape.kind !== 'text') return undefined;
  const known = draft.knownByKey(key, stripeType);
  if (known === undefined) {
    return {
      arg: `${name}: t.arg.string({ ${required}description: ${todo(key)} })`,
      param: `${key}: ${name} ?? undefined`,
    };
  }
  draft.kit('lookup.ts', 'checkedId');
  return {
    arg: `${name}: t.arg.id({ ${required}description: ${todo(key)} })`,
    param: `${key}: ${optional ? `${name} == null ? undefined : ` : ''}checkedId(${known}.resource, ${name}, '${name}')`,
  };
};

/** The `args` and `filters` of a list, of the parameters that REST takes for it; empty where it takes none. */
export const writeFilters = (
  draft: Draft,
  typename: string,
  stripeType: string,
  params: string | undefined,
): string => {
  if (params === undefined) return '';
  const fields = fieldsOf(params).filter(({ key }) => key !== 'expand');
  const written = fields.map((field) => ({ field, filter: filterOf(draft, typename, stripeType, field) }));
  const missing = written.flatMap(({ field, filter }) => (filter ? [] : [`// TODO: the filter ${field.key}.\n`]));
  const filters = written.flatMap(({ filter }) => (filter ? [filter] : []));
  if (filters.length === 0) return missing.join('');
  const names = written.flatMap(({ field, filter }) => (filter ? [camel(field.key)] : []));
  return `${missing.join('')}args: { ${filters.map(({ arg }) => arg).join(', ')} },
    filters: ({ ${names.join(', ')} }) => ({ ${filters.map(({ param }) => param).join(', ')} }),`;
};
