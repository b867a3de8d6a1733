import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { text } from '../../../graph/kit/fields.ts';

const IssuingFuelType = enumeration<Stripe.Issuing.Authorization.Fuel.Type>('IssuingFuelType', 'What was fuelled.', {
  diesel: 'Diesel.',
  other: 'Something else.',
  unleaded_plus: 'Unleaded petrol, the better.',
  unleaded_regular: 'Unleaded petrol.',
  unleaded_super: 'Unleaded petrol, the best.',
});

const IssuingFuelUnit = enumeration<Stripe.Issuing.Authorization.Fuel.Unit>(
  'IssuingFuelUnit',
  'What fuel was measured in.',
  {
    charging_minute: 'Minutes of charging.',
    imperial_gallon: 'Imperial gallons.',
    kilogram: 'Kilograms.',
    kilowatt_hour: 'Kilowatt hours.',
    liter: 'Litres.',
    other: 'Something else.',
    pound: 'Pounds.',
    us_gallon: 'Gallons of the United States.',
  },
);

export const IssuingFuel = builder.objectRef<Stripe.Issuing.Authorization.Fuel>('IssuingFuel').implement({
  description: 'What was fuelled, as the station says.',
  fields: (t) => ({
    industryProductCode: text(t, 'industry_product_code', 'Number of the product in the trade; may be null.', {
      nullable: true,
    }),
    quantityDecimal: text(t, 'quantity_decimal', 'How much, as a decimal in a text; may be null.', { nullable: true }),
    type: enumerated(t, 'type', 'What it was; may be null.', { type: IssuingFuelType, nullable: true }),
    unit: enumerated(t, 'unit', 'What it was measured in; may be null.', { type: IssuingFuelUnit, nullable: true }),
    unitCostDecimal: text(
      t,
      'unit_cost_decimal',
      'Price of one unit in the smallest currency unit, as a decimal in a text; may be null.',
      { nullable: true },
    ),
  }),
});
