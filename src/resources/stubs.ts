import { stubType } from '../graph/kit/node.ts';

export const IssuingTransaction = stubType('IssuingTransaction', {
  object: 'issuing.transaction',
  prefix: 'ipi_',
  description: 'A purchase or refund on an issued card. This graph knows its id.',
});
