/** An input enum to which REST adds values between versions, and the text beside it. */
interface OpenEnum {
  /** The enum's input field; the text's is the same with `Other` behind. */
  readonly name: string;
  /** What REST's values look like. */
  readonly pattern: RegExp;
  readonly example: string;
  /** One of the two must be given. */
  readonly required: boolean;
}

/** Why what was given for the enum and for its text cannot be sent together; undefined when it can. */
export const refusalOfOther = (
  { name, pattern, example, required }: OpenEnum,
  known: string | null | undefined,
  other: string | null | undefined,
): string | undefined => {
  const otherName = `${name}Other`;
  if (known != null && other != null) {
    return `\`${name}\` and \`${otherName}\` exclude each other: give exactly one of them.`;
  }
  if (other != null) {
    if (pattern.test(other)) return undefined;
    return `\`${otherName}\` must be a value as the REST API writes it, such as "${example}".`;
  }
  return known == null && required ? `Give exactly one of \`${name}\` and \`${otherName}\`.` : undefined;
};
