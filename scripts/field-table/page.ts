import { compareAll } from './compare.ts';
import { leftOutOf } from './reasons.ts';

const INTRO = `# Fields

What of REST's objects is in the graph, held against the types of the \`stripe\` package, which are of the same API
version. A field counts with those of the objects that stand in it; \`object\` does not count, which is \`__typename\` here.
\`npm run docs:fields\` writes this page, and \`test/docs/fields.test.ts\` refuses a field that is neither in the graph nor
left out for a reason. The reasons stand in \`scripts/field-table/left-out.ts\`.`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The whole of docs/fields.md. */
export const fieldsPage = (): string => {
  const all = compareAll();
  const counts = all.map((compared) => {
    const { typename, shown, missing } = compared;
    return [`\`${typename}\``, shown.length + missing.length, shown.length, missing.length];
  });
  const reasons = all.flatMap((compared) =>
    leftOutOf(compared).map(({ place, reason, fields }) => [
      `\`${compared.typename}\``,
      `\`${place}\``,
      fields.length,
      reason,
    ]),
  );
  return `${[
    INTRO,
    table(['type', 'fields in the types', 'in the graph', 'left out'], counts),
    '## Left out',
    '`key.*` is what stands below a key: of an object that is shown by its id alone, all of it, and counted once.',
    table(['type', 'field', 'how many', 'why'], reasons),
  ].join('\n\n')}\n`;
};
