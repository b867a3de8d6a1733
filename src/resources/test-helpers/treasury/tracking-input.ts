import { builder } from '../../../graph/kit/builder.ts';
import { InputError } from '../../../graph/kit/input-error.ts';
import type { RestParams } from '../../../stripe/form.ts';

const AchTrackingInput = builder.inputType('TestAchTrackingInput', {
  description: 'How a bank finds money that was sent over ACH.',
  fields: (t) => ({
    traceId: t.string({ required: true, description: 'Number that the receiving bank knows it by.' }),
  }),
});

const WireTrackingInput = builder.inputType('TestWireTrackingInput', {
  description: 'How a bank finds money that was wired. Give at least one.',
  fields: (t) => ({
    chips: t.string({ description: 'Its number in the CHIPS network.' }),
    imad: t.string({ description: 'The number that the sending bank gave it (IMAD).' }),
    omad: t.string({ description: 'The number that it was delivered under (OMAD).' }),
  }),
});

export const TestTrackingDetailsInput = builder.inputType('TestTrackingDetailsInput', {
  description: 'How the banks find money that was sent. Give exactly one of `ach` and `usDomesticWire`.',
  fields: (t) => ({
    ach: t.field({ type: AchTrackingInput, description: 'Its number where it was sent over ACH.' }),
    usDomesticWire: t.field({ type: WireTrackingInput, description: 'Its numbers where it was wired.' }),
  }),
});

const NAME = 'trackingDetails';

/** The same as REST takes it, which wants its kind beside it. */
export const restTracking = ({
  ach,
  usDomesticWire: wire,
}: typeof TestTrackingDetailsInput.$inferInput): RestParams => {
  if (ach && !wire) return { type: 'ach', ach: { trace_id: ach.traceId } };
  if (!wire || ach) throw new InputError([NAME], `\`${NAME}\` needs exactly one of \`ach\` and \`usDomesticWire\`.`);
  const numbers = { chips: wire.chips ?? undefined, imad: wire.imad ?? undefined, omad: wire.omad ?? undefined };
  if (Object.values(numbers).every((number) => number === undefined)) {
    throw new InputError([NAME, 'usDomesticWire'], '`usDomesticWire` needs at least one of `chips`, `imad`, `omad`.');
  }
  return { type: 'us_domestic_wire', us_domestic_wire: numbers };
};
