import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { annotationOf } from '../../../src/graph/annotations.ts';
import { anyNodeId, cursorOf, idOf, someNodeIds, someRepresentations } from './ids.ts';
import type { Tape } from './tape.ts';

/** An argument with its value as a variable would hold it. */
export interface Argument {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly value: unknown;
}

type Field = GraphQLField<unknown, unknown>;

const PAGE_ARGUMENTS = new Set(['first', 'after', 'last', 'before']);
const PAGE_SIZES = [10, 0, 1, 2, 3, 11, 25, 100, 101, 250] as const;
const MOMENTS = ['2024-06-01T00:00:00Z', '2023-06-01T00:00:00Z', '2030-01-01T00:00:00Z'] as const;

/** What an id argument names, where the argument's name tells. */
const NAMED: Readonly<Record<string, string>> = {
  account: 'FinancialConnectionsAccount',
  calculation: 'TaxCalculation',
  financialAccount: 'FinancialAccount',
  originalTransaction: 'TaxTransaction',
  transaction: 'TreasuryTransaction',
  transfer: 'Transfer',
};

const TEXTS: Readonly<Record<string, string>> = {
  account: 'acct_1SeedAlder00001',
  after: 'fctxnref_1Seed000003',
  currency: 'USD',
  customer: 'cus_1SeedHolder0001',
  destination: 'acct_1SeedAlder00001',
  session: 'fcsess_1SeedNone',
  transferGroup: 'ORDER_95',
};

let keys = 0;

const scalar = (tape: Tape, typename: string, name: string): unknown => {
  switch (typename) {
    case 'Boolean':
      return tape.chance(50);
    case 'Int':
    case 'SafeInt':
      return 1 + tape.next(1000);
    case 'Currency':
      return 'USD';
    case 'DateTime':
      return tape.pick(MOMENTS);
    case 'JSONObject':
      return tape.chance(50) ? { order: '6735' } : {};
    default:
      if (name === 'idempotencyKey') {
        keys += 1;
        return `random-${keys}`;
      }
      return TEXTS[name] ?? `text_${tape.next(3)}`;
  }
};

const inputValue = (tape: Tape, type: GraphQLInputType, name: string, field: Field): unknown => {
  const nullable = getNullableType(type);
  if (name === 'ids') return someNodeIds(tape);
  if (name === 'representations') return someRepresentations(tape);
  if (isListType(nullable)) {
    return Array.from({ length: 1 + tape.next(2) }, () => inputValue(tape, nullable.ofType, name, field));
  }
  if (isEnumType(nullable)) return nullable.getValues()[tape.next(nullable.getValues().length)]?.name;
  if (isInputObjectType(nullable)) {
    const all = Object.values(nullable.getFields());
    const some = all.filter((each) => isNonNullType(each.type) || tape.chance(30));
    const fields = some.length > 0 ? some : all.slice(0, 1);
    return Object.fromEntries(fields.map((each) => [each.name, inputValue(tape, each.type, each.name, field)]));
  }
  const target = NAMED[name];
  const isPlain = annotationOf(field)?.kind !== 'mutation' && name === 'account' && field.name !== 'transactions';
  if (target && (name !== 'account' || isPlain)) return idOf(tape, target);
  if (name === 'id') {
    const returned = getNamedType(field.type).name;
    return returned === 'Node' || annotationOf(field)?.kind === 'mutation' ? anyNodeId(tape) : idOf(tape, returned);
  }
  return scalar(tape, nullable.toString(), name);
};

/** Mostly what Relay allows; now and then what it does not. */
const pageValues = (tape: Tape, field: Field): Record<string, unknown> => {
  const rest = annotationOf(field);
  const cursor = () => cursorOf(tape, rest?.kind === 'list' ? rest.prefixes : ['none_']);
  const size = () => tape.pick(PAGE_SIZES);
  switch (tape.next(12)) {
    case 1:
    case 2:
    case 3:
    case 4:
      return { first: size() };
    case 5:
      return { first: size(), after: cursor() };
    case 6:
      return tape.chance(30) ? { after: cursor(), before: null } : { first: null, after: null };
    case 7:
      return { last: size(), before: cursor() };
    case 8:
      return tape.chance(20) ? { first: 1001 + tape.next(2 ** 30) } : { first: 3 };
    case 9:
      return tape.chance(20) ? { first: size(), last: size() } : { first: 2 };
    default:
      return {};
  }
};

/** The arguments of one use of a field. */
export const argumentsFor = (tape: Tape, field: Field): Argument[] => {
  const page = field.args.some(({ name }) => name === 'first') ? pageValues(tape, field) : {};
  const isGiven = ({ name, type }: GraphQLArgument): boolean =>
    PAGE_ARGUMENTS.has(name) ? name in page : isNonNullType(type) || tape.chance(25);
  return field.args.filter(isGiven).map((arg) => {
    const value = PAGE_ARGUMENTS.has(arg.name) ? page[arg.name] : inputValue(tape, arg.type, arg.name, field);
    return { name: arg.name, type: arg.type, value };
  });
};
