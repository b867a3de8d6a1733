import { SECTIONS } from '../src/config/settings.ts';
import { embeddableSettings } from '../src/embedding/embeddable-settings.ts';

const INTRO = `# Configuration

All of it is environment variables, and all have defaults. An empty one counts as not set. At start every problem with
them is named at once, and the first line of the log tells every limit in force. Within another application
([embedding.md](embedding.md)) they are options, under the second name; those without one are about the process.`;

const OUTRO = `## Another variable

This page is written by \`npm run docs:config\` from the table in \`src/config/\`. A new variable is one row in the file of
its section: the name of the setting, the name of the variable, what it may be, its default, and one sentence. The type
of the setting, the check at start and the row above follow from it. \`test/config/config.test.ts\` lists every default
and every message once more, by hand.`;

const optionOf = (name: string): string => (Object.hasOwn(embeddableSettings, name) ? `\`${name}\`` : '');

const tableOf = ({ title, intro, settings }: (typeof SECTIONS)[number]): string =>
  [
    `## ${title}`,
    '',
    ...(intro === undefined ? [] : [intro, '']),
    '| variable | option | meaning | default |',
    '|---|---|---|---|',
    ...Object.entries(settings).map(
      ([name, { variable, meaning, fallback }]) =>
        `| \`${variable}\` | ${optionOf(name)} | ${meaning} | ${fallback.shown} |`,
    ),
  ].join('\n');

/** The whole of docs/configuration.md. */
export const configurationPage = (): string => `${[INTRO, ...SECTIONS.map(tableOf), OUTRO].join('\n\n')}\n`;
