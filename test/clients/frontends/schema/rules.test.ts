import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildASTSchema, isObjectType, parse } from 'graphql';
import { beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
const ESLINT = join(import.meta.dirname, '../node_modules/eslint/bin/eslint.js');

interface Complaint {
  readonly ruleId: string;
  readonly line: number;
  readonly message: string;
}

let text: string;
let complaints: readonly Complaint[];

beforeAll(async () => {
  text = await readFile(join(ROOT, 'schema.graphql'), 'utf8');
  const options = ['--config', join(import.meta.dirname, 'eslint.config.js'), '--format', 'json', 'schema.graphql'];
  const output = await promisify(execFile)(process.execPath, [ESLINT, ...options], { cwd: ROOT }).catch(
    (error: { stdout: string }) => error,
  );
  const [{ messages }] = JSON.parse(output.stdout) as [{ messages: Complaint[] }];
  complaints = messages;
});

/** The type that a complaint is about. */
const typeAt = ({ line }: Complaint): string | undefined =>
  [
    ...text
      .split('\n')
      .slice(0, line)
      .join('\n')
      .matchAll(/^type (\w+)/gm),
  ].at(-1)?.[1];

const NO_NODE = /must implement `Node`/;

it("keeps graphql-eslint's rules: Relay's, names, descriptions", () => {
  expect(complaints.filter(({ message }) => !NO_NODE.test(message))).toEqual([]);
});

it('has edges to what is no node only where the REST API cannot fetch it alone, or not for long', () => {
  expect(complaints.filter(({ message }) => NO_NODE.test(message)).map(typeAt)).toEqual([
    'EventEdge',
    'FinancialConnectionsAccountOwnerEdge',
    'TaxCalculationLineItemEdge',
    'TaxTransactionLineItemEdge',
  ]);
});

it('gives an `id` only to what no other object has the id of, since clients keep objects by it', () => {
  const schema = buildASTSchema(parse(text), { assumeValid: true, assumeValidSDL: true });
  const others = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getFields().id && !type.getInterfaces().some(({ name }) => name === 'Node'))
    .filter(({ astNode }) => !astNode?.directives?.some(({ name }) => name.value === 'key'))
    .map(({ name }) => name);
  expect(others).toEqual([
    'Event',
    'FinancialConnectionsAccountOwner',
    'FinancialConnectionsAccountOwnership',
    'FinancialConnectionsTransactionRefresh',
    'IssuingCard',
    'TaxCalculationLineItem',
    'TaxTransactionLineItem',
  ]);
});
