import { day } from './generator.ts';
import { receivedCredit, receivedDebit } from './treasury-flows.ts';
import type { Scenario } from './treasury-outbound.ts';

/** Money received that can still be sent back or claimed back, whenever the sandbox runs. */

const FAR_AWAY = day('2100-01-01');

const reversal_details = { deadline: FAR_AWAY, restricted_reason: null };

export const reversibleCredit: Scenario = ({ books, luck }, at) => {
  const id = books.nextId('rc');
  const amount = luck.int(10_000, 90_000);
  const transaction = books.record({
    flowType: 'received_credit',
    flow: id,
    amount,
    description: 'Jane Austen (6789) | Received credit',
    steps: [{ type: 'received_credit', at, cash: amount }],
  });
  const given = { financial_account: books.account, reversal_details: { ...reversal_details }, transaction };
  books.add(receivedCredit({ id, amount, created: at }, given));
};

export const reversibleDebit: Scenario = ({ books, luck }, at) => {
  const id = books.nextId('rd');
  const amount = luck.int(1_000, 40_000);
  const transaction = books.record({
    flowType: 'received_debit',
    flow: id,
    amount: -amount,
    description: 'City Power & Light | Received debit',
    steps: [{ type: 'received_debit', at, cash: -amount }],
  });
  const given = { financial_account: books.account, reversal_details: { ...reversal_details }, transaction };
  books.add(receivedDebit({ id, amount, created: at }, given));
};
