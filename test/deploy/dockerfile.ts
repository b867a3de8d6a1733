/** One line of a Dockerfile, such as `COPY` with `--from=build /build/dist dist`. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** What stands between one `FROM` and the next. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/**
 * The stages of a Dockerfile, in order. Comments and empty lines are left out, and lines that end with `\` are joined.
 */
export const readDockerfile = (text: string): readonly Stage[] => {
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+) +(.+)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [base = '', , as] = rest.split(/ +/);
      stages.push({ base, name: as, instructions: [] });
    } else if (name !== '') stages.at(-1)?.instructions.push({ name, rest });
    else if (!/^(#.*)?$/.test(line)) throw new Error(`This is no line of a Dockerfile that the tests know: ${line}`);
  }
  return stages;
};

/** The names at the top of the build context that .dockerignore lets through: all others are left out by its `*`. */
export const readIgnore = (text: string): readonly string[] => {
  const lines = text.split('\n').filter((line) => !/^(#.*)?$/.test(line));
  const names = lines.filter((line) => /^![\w.-]+$/.test(line)).map((line) => line.slice(1));
  if (lines[0] !== '*' || names.length !== lines.length - 1) {
    throw new Error('The tests know a .dockerignore that begins with * and lets names through by !name.');
  }
  return names;
};
