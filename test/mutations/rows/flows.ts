import { ACCOUNT, type Bank } from './row.ts';

/** Flows of money that rows start, end and reverse. */

export const FLOW = 'amount status financialAccount { id } transaction { amount }';

export const flowMade = (amount: number, moved: number, status = 'PROCESSING') => ({
  amount,
  status,
  financialAccount: { id: ACCOUNT },
  transaction: { amount: moved },
});

const BANK = 'pm_1SeedBank000001';

const form = (amount: number, more: string): string =>
  `amount=${amount}&currency=usd&financial_account=${ACCOUNT}&${more}`;

export const moneyInput = (amount: number) => ({ amount, currency: 'USD', financialAccount: ACCOUNT });
export const moneyBody = (amount: number, more: string): string => `${form(amount, more)}&expand[0]=transaction`;

/** Started at the REST API; gives its id. */
export const START = {
  outboundTransfer: async (bank: Bank, amount: number): Promise<string> =>
    (await bank.post('/v1/treasury/outbound_transfers', form(amount, `destination_payment_method=${BANK}`))).id,
  outboundPayment: async (bank: Bank, amount: number): Promise<string> =>
    (await bank.post('/v1/treasury/outbound_payments', form(amount, `destination_payment_method=${BANK}`))).id,
  inboundTransfer: async (bank: Bank, amount: number): Promise<string> =>
    (await bank.post('/v1/treasury/inbound_transfers', form(amount, `origin_payment_method=${BANK}`))).id,
  receivedCredit: async (bank: Bank, amount: number): Promise<string> =>
    (await bank.post('/v1/test_helpers/treasury/received_credits', form(amount, 'network=ach'))).id,
  receivedDebit: async (bank: Bank, amount: number): Promise<string> =>
    (await bank.post('/v1/test_helpers/treasury/received_debits', form(amount, 'network=ach'))).id,
};
