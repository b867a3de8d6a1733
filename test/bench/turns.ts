/**
 * What is behind each id of a question and another at each turn, so that no two requests under way ask for the same: a
 * server that lets callers share a REST call gains nothing by it. The document stays the same, for ids are variables.
 */
export const TURN = 'Turn000';

/** More turns than there are requests under way, and few enough for the REST API to keep all answers. */
const TURNS = 100;

const MARK = /Turn\d{3}/;
const MARKS = new RegExp(MARK, 'g');
/** As the sandbox names what it begins with. */
const IDS = /\b[a-z]+_1Seed\w+/g;

/** The text once for each turn. */
export const turnsOf = (text: string): readonly string[] =>
  Array.from({ length: TURNS }, (_, n) => text.replaceAll(TURN, `Turn${String(n).padStart(3, '0')}`));

/** An address in the sandbox's own ids, and what its answer says in those of the turn that was asked for. */
export const plainAddress = (url: string): { readonly plain: string; readonly inTurn: (answer: string) => string } => {
  const [mark = ''] = MARK.exec(url) ?? [];
  return { plain: url.replace(MARKS, ''), inTurn: (answer) => answer.replace(IDS, `$&${mark}`) };
};
