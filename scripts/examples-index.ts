import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../docs/examples/', import.meta.url);

interface Line {
  readonly file: string;
  readonly calls: string;
  readonly teaches: string;
}

const read = (file: string): Line & { readonly isWrite: boolean } => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const [first = '', second = ''] = text.split('\n');
  return {
    file,
    calls: first.replace('# calls: ', ''),
    teaches: second.replace('# ', '').replaceAll('|', '\\|'),
    isWrite: /^mutation\b/m.test(text),
  };
};

const table = (lines: readonly Line[]): string =>
  [
    '| operation | REST calls | what it shows |',
    '|---|---|---|',
    ...lines.map(
      ({ file, calls, teaches }) => `| [${file.replace('.graphql', '')}](${file}) | ${calls} | ${teaches} |`,
    ),
  ].join('\n');

/** docs/examples/README.md: what each operation teaches, in its own words. */
export const examplesIndex = (): string => {
  const all = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .toSorted()
    .map(read);
  return `# Examples

Each runs as it stands against the sandbox, and a test holds the REST calls that it names. The lines at its head show the conversation with
REST. This page is written by \`npm run docs:examples\`.

## Reading

${table(all.filter(({ isWrite }) => !isWrite))}

## Writing

${table(all.filter(({ isWrite }) => isWrite))}
`;
};
