import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { TreasuryNetwork } from './network.ts';

/** Outbound payments and outbound transfers have the same. */
type Tracking = Stripe.Treasury.OutboundPayment.TrackingDetails;

const TreasuryAchTracking = builder.objectRef<NonNullable<Tracking['ach']>>('TreasuryAchTracking');
TreasuryAchTracking.implement({
  description: 'How a bank finds money that was sent over ACH.',
  fields: (t) => ({
    traceId: text(t, 'trace_id', 'Number that the receiving bank knows it by.'),
  }),
});

const TreasuryWireTracking = builder.objectRef<NonNullable<Tracking['us_domestic_wire']>>('TreasuryWireTracking');
TreasuryWireTracking.implement({
  description: 'How a bank finds money that was wired.',
  fields: (t) => ({
    chips: text(t, 'chips', 'Its number in the CHIPS network; null when it did not go through that.', {
      nullable: true,
    }),
    imad: text(t, 'imad', 'The number that the sending bank gave it (IMAD); null when not known.', { nullable: true }),
    omad: text(t, 'omad', 'The number that it was delivered under (OMAD); null when not known.', { nullable: true }),
  }),
});

export const TreasuryTrackingDetails = builder.objectRef<Tracking>('TreasuryTrackingDetails');
TreasuryTrackingDetails.implement({
  description: 'How the banks find money that was sent.',
  fields: (t) => ({
    ach: nested(t, 'ach', 'Its numbers when `type` is `ACH`; else null.', {
      type: TreasuryAchTracking,
      nullable: true,
    }),
    type: enumerated(t, 'type', 'What carried the money: `ACH` or `US_DOMESTIC_WIRE`.', { type: TreasuryNetwork }),
    usDomesticWire: nested(t, 'us_domestic_wire', 'Its numbers when `type` is `US_DOMESTIC_WIRE`; else null.', {
      type: TreasuryWireTracking,
      nullable: true,
    }),
  }),
});
