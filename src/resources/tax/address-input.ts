import { builder } from '../../graph/kit/builder.ts';
import { InputError } from '../../graph/kit/input-error.ts';
import type { RestParams } from '../../stripe/form.ts';

const COUNTRY = /^[A-Za-z]{2}$/;

export const TaxAddressInput = builder.inputType('TaxAddressInput', {
  description: 'A postal address. How much of it REST needs beside the country depends on the country.',
  fields: (t) => ({
    city: t.string({ description: 'City, town or village.' }),
    country: t.string({
      required: true,
      description: 'Country as two letters (ISO 3166-1), such as `US`.',
    }),
    line1: t.string({ description: 'Street and number.' }),
    line2: t.string({ description: 'Flat, suite or building.' }),
    postalCode: t.string({ description: 'ZIP or postal code.' }),
    state: t.string({ description: 'State, province or region, best as its ISO 3166-2 code such as `CA`.' }),
  }),
});

/** The address as REST takes it. Throws InputError on a country that cannot be one. */
export const restAddress = (address: typeof TaxAddressInput.$inferInput): RestParams => {
  const { city, country, line1, line2, postalCode, state } = address;
  if (!COUNTRY.test(country)) {
    throw new InputError(['country'], '`country` must be two letters after ISO 3166-1, such as "US".');
  }
  return {
    city: city ?? undefined,
    country,
    line1: line1 ?? undefined,
    line2: line2 ?? undefined,
    postal_code: postalCode ?? undefined,
    state: state ?? undefined,
  };
};
