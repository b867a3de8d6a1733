import { SECTIONS } from '../src/config/settings.ts';

const INTRO = `# Configuration

All of it is environment variables, and all have defaults. An empty one counts as not set. At start every problem with
them is named at once, and the first line of the log tells every limit in force.`;

const OUTRO = `## Another variable

This page is written by \`npm run docs:config\` from the table in \`src/config/\`. A new variable is one row in the file of
its section: the name of the setting, the name of the variable, what it may be, its default, and one sentence. The type
of the setting, the check at start and the row above follow from it. \`test/config/config.test.ts\` lists every default
and every message once more, by hand.`;

const tableOf = ({ title, intro, settings }: (typeof SECTIONS)[number]): string =>
  [
    `## ${title}`,
    '',
    ...(intro === undefined ? [] : [intro, '']),
    '| variable | meaning | default |',
    '|---|---|---|',
    ...Object.values(settings).map(
      ({ variable, meaning, fallback }) => `| \`${variable}\` | ${meaning} | ${fallback.shown} |`,
    ),
  ].join('\n');

/** The whole of docs/configuration.md. */
export const configurationPage = (): string => `${[INTRO, ...SECTIONS.map(tableOf), OUTRO].join('\n\n')}\n`;
