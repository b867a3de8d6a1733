import { declarations } from '../rest-types/declarations.ts';
import { fieldsOf } from '../rest-types/fields.ts';
import type { Shape } from '../rest-types/shape.ts';
import { type Known, knownTypes } from './known.ts';
import { likenessOf } from './likeness.ts';
import { todo } from './names.ts';

/** What a file needs beside its node, collected while its fields are written. */
export class Draft {
  /** Names by the file below `src/` that exports them. */
  readonly imports = new Map<string, Set<string>>();
  /** Enums and nested objects, each before what has it. */
  readonly declared: string[] = [];
  readonly #known: ReadonlyMap<string, Known> = knownTypes();
  readonly #names = new Set<string>();

  /** The name, imported. */
  from(file: string, name: string): string {
    this.imports.set(file, (this.imports.get(file) ?? new Set()).add(name));
    return name;
  }

  kit(file: string, name: string): string {
    return this.from(`graph/kit/${file}`, name);
  }

  /** The type over that REST type, imported; undefined where the graph has none. */
  known(stripeType: string): string | undefined {
    const object = fieldsOf(stripeType).find(({ key }) => key === 'object')?.shape;
    const type = object?.kind === 'choice' ? this.#known.get(object.values[0] ?? '') : undefined;
    return type && this.from(type.file, type.typename);
  }

  /** The type that a bare id with that name refers to: of its own part of REST before any other. */
  knownByKey(key: string, scope: string): string | undefined {
    const part = scope.includes('.')
      ? `${scope
          .split('.')[0]
          ?.replace(/(?<!^)([A-Z])/g, '_$1')
          .toLowerCase()}.`
      : '';
    const type = this.#known.get(`${part}${key}`) ?? this.#known.get(key);
    return type && this.from(type.file, type.typename);
  }

  /** A type of the file's own, once. */
  declare(name: string, make: () => string): string {
    if (this.#names.has(name)) return name;
    this.#names.add(name);
    const text = make();
    this.declared.push(text);
    return name;
  }

  enumeration(name: string, stripeType: string, values: readonly string[]): string {
    return this.declare(name, () => {
      this.kit('enumeration.ts', 'enumeration');
      const meanings = values.map((value) => `${JSON.stringify(value)}: ${todo(value)}`);
      return `${likenessOf(name, values)}const ${name} = enumeration<${stripeType}>('${name}', ${todo(name)}, { ${meanings.join(', ')} });`;
    });
  }
}

/** How many fields stand in a type, with those of the objects in it. */
export const sizeOf = (stripeType: string, above: readonly string[] = []): number => {
  if (above.includes(stripeType) || !declarations().has(stripeType)) return 0;
  const inner = (shape: Shape): number => {
    if (shape.kind === 'part') return sizeOf(shape.name, [...above, stripeType]);
    return 'of' in shape ? inner(shape.of) : 0;
  };
  return fieldsOf(stripeType).reduce((sum, { shape }) => sum + 1 + inner(shape), 0);
};
