import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { count, text } from '../../../graph/kit/fields.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';

const IssuingFleetCardholderPromptData = builder
  .objectRef<Stripe.Issuing.Authorization.Fleet.CardholderPromptData>('IssuingFleetCardholderPromptData')
  .implement({
    description: 'What the driver of a fleet typed in at a fuel pump.',
    fields: (t) => ({
      alphanumericId: text(t, 'alphanumeric_id', 'Letters and digits; may be null.', { nullable: true }),
      driverId: text(t, 'driver_id', 'Id of the driver; may be null.', { nullable: true }),
      odometer: count(t, 'odometer', 'Reading of the odometer; may be null.', { nullable: true }),
      unspecifiedId: text(t, 'unspecified_id', 'An id of an unknown kind; may be null.', { nullable: true }),
      userId: text(t, 'user_id', 'Id of the user; may be null.', { nullable: true }),
      vehicleNumber: text(t, 'vehicle_number', 'Number of the vehicle; may be null.', { nullable: true }),
    }),
  });

const IssuingFleetPurchaseType = enumeration<Stripe.Issuing.Authorization.Fleet.PurchaseType>(
  'IssuingFleetPurchaseType',
  'What was bought at a fuel station.',
  {
    fuel_and_non_fuel_purchase: 'Fuel and something else.',
    fuel_purchase: 'Fuel.',
    non_fuel_purchase: 'Something else.',
  },
);

const IssuingFleetReportedBreakdownFuel = builder
  .objectRef<Stripe.Issuing.Authorization.Fleet.ReportedBreakdown.Fuel>('IssuingFleetReportedBreakdownFuel')
  .implement({
    description: 'The part of a purchase that is fuel.',
    fields: (t) => ({
      grossAmountDecimal: text(
        t,
        'gross_amount_decimal',
        'Its amount with tax, in the currency itself and not its smallest unit, as a decimal in a text; may be null.',
        { nullable: true },
      ),
    }),
  });

const IssuingFleetReportedBreakdownNonFuel = builder
  .objectRef<Stripe.Issuing.Authorization.Fleet.ReportedBreakdown.NonFuel>('IssuingFleetReportedBreakdownNonFuel')
  .implement({
    description: 'The part of a purchase that is no fuel.',
    fields: (t) => ({
      grossAmountDecimal: text(
        t,
        'gross_amount_decimal',
        'Its amount with tax, in the currency itself and not its smallest unit, as a decimal in a text; may be null.',
        { nullable: true },
      ),
    }),
  });

const IssuingFleetReportedBreakdownTax = builder
  .objectRef<Stripe.Issuing.Authorization.Fleet.ReportedBreakdown.Tax>('IssuingFleetReportedBreakdownTax')
  .implement({
    description: 'The tax in a purchase.',
    fields: (t) => ({
      localAmountDecimal: text(
        t,
        'local_amount_decimal',
        'Of the state or region, as a decimal in a text; null when it was not said.',
        { nullable: true },
      ),
      nationalAmountDecimal: text(
        t,
        'national_amount_decimal',
        'Of the country, as a decimal in a text; null when it was not said.',
        { nullable: true },
      ),
    }),
  });

const IssuingFleetReportedBreakdown = builder
  .objectRef<Stripe.Issuing.Authorization.Fleet.ReportedBreakdown>('IssuingFleetReportedBreakdown')
  .implement({
    description: 'What a purchase at a fuel station is made of, as the station says.',
    fields: (t) => ({
      fuel: nested(t, 'fuel', 'What was fuelled; may be null.', {
        type: IssuingFleetReportedBreakdownFuel,
        nullable: true,
      }),
      nonFuel: nested(t, 'non_fuel', 'What was no fuel; may be null.', {
        type: IssuingFleetReportedBreakdownNonFuel,
        nullable: true,
      }),
      tax: nested(t, 'tax', 'The tax; may be null.', { type: IssuingFleetReportedBreakdownTax, nullable: true }),
    }),
  });

const IssuingFleetServiceType = enumeration<Stripe.Issuing.Authorization.Fleet.ServiceType>(
  'IssuingFleetServiceType',
  'How a fuel station served.',
  {
    full_service: 'People fuelled.',
    non_fuel_transaction: 'Nothing was fuelled.',
    self_service: 'The driver fuelled.',
  },
);

export const IssuingFleet = builder.objectRef<Stripe.Issuing.Authorization.Fleet>('IssuingFleet').implement({
  description: 'What a card for a fleet of vehicles knows of a purchase.',
  fields: (t) => ({
    cardholderPromptData: nested(t, 'cardholder_prompt_data', 'What the driver typed in; may be null.', {
      type: IssuingFleetCardholderPromptData,
      nullable: true,
    }),
    purchaseType: enumerated(t, 'purchase_type', 'What was bought; may be null.', {
      type: IssuingFleetPurchaseType,
      nullable: true,
    }),
    reportedBreakdown: nested(t, 'reported_breakdown', 'What it is made of; may be null.', {
      type: IssuingFleetReportedBreakdown,
      nullable: true,
    }),
    serviceType: enumerated(t, 'service_type', 'How the station served; may be null.', {
      type: IssuingFleetServiceType,
      nullable: true,
    }),
  }),
});
