import type { Taxed } from './objects.ts';
import { percentage, type Rate } from './rates.ts';

export interface Rated {
  readonly taxed: Taxed;
  readonly rate: Rate;
}

const taxable = ({ taxed, rate }: Rated): number => {
  if (rate.reason !== 'standard_rated') return 0;
  return taxed.tax_behavior === 'inclusive' ? taxed.amount - taxed.amount_tax : taxed.amount;
};

/** Where the tax on one line, or on the shipping, comes from. */
export const lineBreakdown = (rated: Rated): unknown[] => {
  const { taxed, rate } = rated;
  const { country, reason } = rate;
  return [
    {
      amount: taxed.amount_tax,
      jurisdiction: { country, display_name: country, level: 'country', state: null },
      sourcing: 'destination',
      tax_rate_details:
        reason === 'standard_rated'
          ? { display_name: rate.name, percentage_decimal: percentage(rate.basisPoints), tax_type: rate.type }
          : null,
      taxability_reason: reason,
      taxable_amount: taxable(rated),
    },
  ];
};

/** The sums over all lines and the shipping, one for each way in which they are taxed. */
export const totalBreakdown = (all: readonly Rated[]): unknown[] => {
  const groups = new Map<string, Rated[]>();
  for (const rated of all) {
    const name = `${rated.taxed.tax_behavior} ${rated.rate.reason}`;
    groups.set(name, [...(groups.get(name) ?? []), rated]);
  }
  return [...groups.values()].map((group) => {
    const [{ taxed, rate }] = group as [Rated, ...Rated[]];
    return {
      amount: group.reduce((sum, member) => sum + member.taxed.amount_tax, 0),
      inclusive: taxed.tax_behavior === 'inclusive',
      tax_rate_details: {
        country: rate.country,
        flat_amount: null,
        percentage_decimal: percentage(rate.basisPoints),
        rate_type: 'percentage',
        state: null,
        tax_type: rate.type,
      },
      taxability_reason: rate.reason,
      taxable_amount: group.reduce((sum, member) => sum + taxable(member), 0),
    };
  });
};
