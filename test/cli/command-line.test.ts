import { describe, expect, it } from 'vitest';
import { readCommandLine, UsageError } from '../../src/cli/command-line.ts';

describe('a command line', () => {
  it.each([
    ['', { name: 'serve', port: undefined }],
    ['serve', { name: 'serve', port: undefined }],
    ['--port 5000', { name: 'serve', port: '5000' }],
    ['-p 5000', { name: 'serve', port: '5000' }],
    ['serve --port=5000', { name: 'serve', port: '5000' }],
    ['schema', { name: 'schema', form: 'client' }],
    ['schema --client', { name: 'schema', form: 'client' }],
    ['schema --subgraph', { name: 'schema', form: 'subgraph' }],
    ['check', { name: 'check' }],
    ['explain a.graphql', { name: 'explain', file: 'a.graphql', variables: undefined, operation: undefined }],
    [
      'explain a.graphql --variables v.json --operation A',
      { name: 'explain', file: 'a.graphql', variables: 'v.json', operation: 'A' },
    ],
    ['--help', { name: 'help' }],
    ['-h', { name: 'help' }],
    ['schema --help', { name: 'help' }],
    ['--version', { name: 'version' }],
  ])('"%s" is read', (line, command) => {
    expect(readCommandLine(line.split(' ').filter((word) => word !== ''))).toEqual(command);
  });

  it.each([
    ['start', 'There is no command "start".'],
    ['constructor', 'There is no command "constructor".'],
    ['explain', '"explain" takes the file of one document.'],
    ['explain a.graphql b.graphql', '"explain" takes the file of one document.'],
    ['--prot 5000', "Unknown option '--prot'."],
    ['schema --port 5000', "Unknown option '--port'."],
    ['--port', "Option '-p, --port <value>' argument missing."],
    ['serve schema', '"serve" takes no "schema".'],
    ['--port 5000 schema', '"serve" takes no "schema".'],
    ['schema --client --subgraph', 'Give --client or --subgraph, not both.'],
  ])('"%s" cannot be meant', (line, message) => {
    expect(() => readCommandLine(line.split(' '))).toThrow(new UsageError(message));
  });
});
