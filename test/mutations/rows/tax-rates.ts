import type { Row } from './row.ts';

const GIVEN = 'display_name=VAT&inclusive=true&percentage=19';

export const TAX_RATE_ROWS: readonly Row[] = [
  {
    name: 'createTaxRate',
    field: 'taxRate',
    selection: 'active displayName inclusive metadata percentage taxType',
    prepare: (bank) => {
      const percentage = bank.next() / 100;
      return {
        input: { displayName: 'VAT', inclusive: true, metadata: { a: 'b' }, percentage, taxType: 'VAT' },
        path: '/v1/tax_rates',
        body: `display_name=VAT&tax_type=vat&inclusive=true&metadata[a]=b&percentage=${percentage}`,
        made: { active: true, displayName: 'VAT', inclusive: true, metadata: { a: 'b' }, percentage, taxType: 'VAT' },
      };
    },
  },
  {
    name: 'updateTaxRate',
    field: 'taxRate',
    selection: 'id active description percentage',
    prepare: async (bank) => {
      const { id } = await bank.post('/v1/tax_rates', GIVEN);
      return {
        input: { id, active: false, description: 'Until 2025' },
        path: `/v1/tax_rates/${id}`,
        body: 'active=false&description=Until 2025',
        made: { id, active: false, description: 'Until 2025', percentage: 19 },
      };
    },
  },
];
