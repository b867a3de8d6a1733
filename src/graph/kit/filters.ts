import type { RestParams } from '../../stripe/form.ts';
import { badUserInput } from '../errors.ts';
import { builder } from './builder.ts';

/** Bounds on a moment; every one that is given must hold. */
export const TimestampRange = builder.inputType('TimestampRange', {
  description: 'Bounds on a moment; every bound that is given must hold. REST keeps whole seconds.',
  fields: (t) => ({
    gt: t.field({ type: 'DateTime', description: 'Later than this.' }),
    gte: t.field({ type: 'DateTime', description: 'At this or later.' }),
    lt: t.field({ type: 'DateTime', description: 'Earlier than this.' }),
    lte: t.field({ type: 'DateTime', description: 'At this or earlier.' }),
  }),
});

type Bound = 'gt' | 'gte' | 'lt' | 'lte';

/** How each bound becomes whole seconds, so that rounding lets no object in and leaves none out. */
const ROUNDING: Readonly<Record<Bound, (seconds: number) => number>> = {
  gt: Math.floor,
  gte: Math.ceil,
  lt: Math.ceil,
  lte: Math.floor,
};

/** A range as REST takes it, in Unix seconds; undefined when there is no range. */
export const restRange = (
  range: { readonly [bound in Bound]?: Date | null | undefined } | null | undefined,
  argument: string,
): RestParams | undefined => {
  if (range === null || range === undefined) return undefined;
  const bounds = (Object.keys(ROUNDING) as Bound[]).flatMap((bound) => {
    const moment = range[bound];
    return moment ? [[bound, ROUNDING[bound](moment.getTime() / 1000)] as const] : [];
  });
  if (bounds.length === 0) {
    throw badUserInput(`\`${argument}\` needs at least one of gt, gte, lt and lte. Leave it out for no bound.`);
  }
  return Object.fromEntries(bounds);
};
