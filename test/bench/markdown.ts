/** A table; the first row is its head. */
export const markdown = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells, n) => `| ${cells.join(' | ')} |${n === 0 ? `\n|${cells.map(() => '---').join('|')}|` : ''}`)
    .join('\n');
