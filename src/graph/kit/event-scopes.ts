import { type Caller, may, missingScope } from '../caller.ts';
import { badUserInput, publicError } from '../errors.ts';
import type { Resources } from '../resources.ts';

interface Who {
  readonly caller: Pick<Caller, 'scopes'>;
  readonly resources: Pick<Resources, 'ofEvent' | 'eventDomains'>;
}

/**
 * The types of events that a caller is shown. Whoever names types needs the scope of each one's objects; without names
 * it is all that their scopes cover. Throws FORBIDDEN where a named type is not covered, or where no type is.
 */
export const mayReadEvents = <Type extends string>(
  types: readonly Type[],
  areNamed: boolean,
  { caller, resources }: Who,
): readonly Type[] => {
  const domainOf = (type: Type): string => resources.ofEvent(type)?.domain ?? '';
  if (types.length === 0) throw badUserInput('`types` must hold a type at least. Leave it out for all.');
  const seen = [...new Set(types)].filter((type) => may(caller, 'read', domainOf(type)));
  const missing = areNamed ? types.find((type) => !seen.includes(type)) : undefined;
  if (missing !== undefined) throw missingScope('read', domainOf(missing));
  if (seen.length > 0) return seen;
  const scopes = resources.eventDomains.map((domain) => `\`${domain}:read\``);
  throw publicError('FORBIDDEN', `This needs one of the scopes ${scopes.join(', ')}; the caller has none.`);
};
