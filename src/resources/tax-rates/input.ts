import type { InputFieldBuilder } from '@pothos/core';
import type { Types } from '../../graph/kit/builder.ts';
import { InputError } from '../../graph/kit/input-error.ts';
import { recognized } from '../../graph/kit/recognized.ts';
import type { RestParams } from '../../stripe/form.ts';
import { TaxType } from '../tax/tax-type.ts';

const COUNTRY = /^[A-Za-z]{2}$/;
/** REST's own limits, in characters; it takes no empty text. */
const MAX_LENGTHS = { description: 5_000, displayName: 50, jurisdiction: 50, state: 2 };

/** What can be given when a tax rate is made and when it is changed, but for its name. */
export const taxRateInput = (t: InputFieldBuilder<Types, 'InputObject'>) => ({
  active: t.boolean({ description: 'Whether it can be put on new invoices and checkouts.' }),
  country: t.string({ description: 'Country that asks for the tax, as two letters (ISO 3166-1), such as `DE`.' }),
  description: t.string({ description: 'Free text for people of your own; customers do not see it.' }),
  jurisdiction: t.string({
    description: 'Name of the place that asks for the tax, at most 50 characters; invoices show it.',
  }),
  metadata: t.field({
    type: 'JSONObject',
    description:
      'Your own key-value strings. In an update, keys that are not named stay, and an empty text deletes its key.',
  }),
  state: t.string({
    description: 'State or province that asks for the tax (ISO 3166-2 without the country, two letters), such as `CA`.',
  }),
  taxType: t.field({ type: TaxType.ref, description: 'What kind of tax it is.' }),
});

interface TaxRateInput {
  readonly active?: boolean | null | undefined;
  readonly country?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly jurisdiction?: string | null | undefined;
  readonly state?: string | null | undefined;
  readonly taxType?: typeof TaxType.ref.$inferInput | null | undefined;
}

const checkedText = (name: keyof typeof MAX_LENGTHS, given: TaxRateInput): string | undefined => {
  const text = given[name];
  if (text == null) return undefined;
  if (text.length >= 1 && text.length <= MAX_LENGTHS[name]) return text;
  throw new InputError([name], `\`${name}\` must have 1 to ${MAX_LENGTHS[name]} characters, not ${text.length}.`);
};

const checkedCountry = (country: string | null | undefined): string | undefined => {
  if (country == null) return undefined;
  if (COUNTRY.test(country)) return country;
  throw new InputError(['country'], '`country` must be two letters after ISO 3166-1, such as "DE".');
};

/** The same, and the name, as REST's parameters. Throws InputError on what it would refuse. */
export const restTaxRate = (given: TaxRateInput): RestParams => ({
  active: given.active ?? undefined,
  country: checkedCountry(given.country),
  description: checkedText('description', given),
  display_name: checkedText('displayName', given),
  jurisdiction: checkedText('jurisdiction', given),
  state: checkedText('state', given),
  tax_type: given.taxType == null ? undefined : recognized(given.taxType, ['taxType']),
});
