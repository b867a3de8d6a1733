/** `payment_method` is `paymentMethod`, a field. */
export const camel = (key: string): string =>
  key.replace(/[._]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `issuing.authorization` is `IssuingAuthorization`, a type. */
export const pascal = (key: string): string => camel(`_${key}`);

/** Every description that is to be written; nothing with one passes test/walls.test.ts. */
export const todo = (about: string): string => `'TODO: ${about.replaceAll("'", '’')}.'`;
