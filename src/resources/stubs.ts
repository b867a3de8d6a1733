import { stubType } from '../graph/kit/node.ts';

export const IssuingTransaction = stubType('IssuingTransaction', {
  object: 'issuing.transaction',
  prefix: 'ipi_',
  description: 'A purchase or refund on an issued card. This graph knows its id.',
});

export const Mandate = stubType('Mandate', {
  object: 'mandate',
  prefix: 'mandate_',
  description:
    'A permission to use a payment method. This graph knows its id; the subgraph that owns payment methods knows the rest.',
});
