import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/fields.ts';
import { TreasuryNetwork } from './network.ts';

/** Outbound payments and outbound transfers have the same. */
type Tracking = Stripe.Treasury.OutboundPayment.TrackingDetails;

const TreasuryAchTracking = builder.objectRef<NonNullable<Tracking['ach']>>('TreasuryAchTracking');
TreasuryAchTracking.implement({
  description: 'How a bank finds money that was sent over ACH.',
  fields: (t) => ({
    traceId: t.expose('trace_id', { type: 'String', description: 'Number that the receiving bank knows it by.' }),
  }),
});

const TreasuryWireTracking = builder.objectRef<NonNullable<Tracking['us_domestic_wire']>>('TreasuryWireTracking');
TreasuryWireTracking.implement({
  description: 'How a bank finds money that was wired.',
  fields: (t) => ({
    chips: t.expose('chips', {
      type: 'String',
      nullable: true,
      description: 'Its number in the CHIPS network; null when it did not go through that.',
    }),
    imad: t.expose('imad', {
      type: 'String',
      nullable: true,
      description: 'The number that the sending bank gave it (IMAD); null when not known.',
    }),
    omad: t.expose('omad', {
      type: 'String',
      nullable: true,
      description: 'The number that it was delivered under (OMAD); null when not known.',
    }),
  }),
});

export const TreasuryTrackingDetails = builder.objectRef<Tracking>('TreasuryTrackingDetails');
TreasuryTrackingDetails.implement({
  description: 'How the banks find money that was sent.',
  fields: (t) => ({
    ach: t.expose('ach', {
      type: TreasuryAchTracking,
      nullable: true,
      description: 'Its numbers when `type` is `ACH`; else null.',
    }),
    type: enumerated(t, 'type', TreasuryNetwork, 'What carried the money: `ACH` or `US_DOMESTIC_WIRE`.'),
    usDomesticWire: t.expose('us_domestic_wire', {
      type: TreasuryWireTracking,
      nullable: true,
      description: 'Its numbers when `type` is `US_DOMESTIC_WIRE`; else null.',
    }),
  }),
});
