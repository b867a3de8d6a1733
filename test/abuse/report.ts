/** One row: what was done, what came of it, and what was broken by it. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly figures: Readonly<Record<string, number | string>>;
  readonly broken: readonly string[];
}

/** A bound as a breach that is reported, or nothing. */
export const bound = (isKept: boolean, breach: string): string[] => (isKept ? [] : [breach]);

export const round = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits;

const told = (figures: Row['figures']): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? round(value, 1) : value}`)
    .join(', ');

/** A row of a Markdown table. */
export const line = ({ id, name, figures, broken }: Row): string => {
  const verdict = broken.length === 0 ? 'yes' : `**no**: ${broken.join('; ')}`;
  return `| ${id} | ${name} | ${told(figures)} | ${verdict.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`;
};

/** Markdown. */
export const table = (rows: readonly Row[]): string =>
  ['| | what | figures | held |', '|---|---|---|---|', ...rows.map(line)].join('\n');
