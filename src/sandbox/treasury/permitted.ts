import { invalid, RestError } from '../errors.ts';
import type { World } from '../world.ts';
import { type FinancialAccount, financialAccountType } from './objects.ts';

/** Everything that REST asks of a financial account before it moves money by it. */

interface Asked {
  readonly financial_account: string;
  readonly amount: number;
  readonly currency: string;
}

export const openAccount = (world: World, id: string): FinancialAccount => {
  const account = world.named<FinancialAccount>(financialAccountType, id, 'financial_account');
  if (account.status !== 'open') throw invalid('financial_account', `The financial account ${id} is closed.`);
  return account;
};

const permitted = (
  world: World,
  { financial_account: id, currency }: Asked,
  feature: string,
  direction: 'inbound_flows' | 'outbound_flows',
): FinancialAccount => {
  const account = openAccount(world, id);
  if (!account.supported_currencies.includes(currency)) {
    throw invalid('currency', `The financial account ${id} does not support the currency ${currency}.`);
  }
  if (account.platform_restrictions?.[direction] === 'restricted') {
    throw invalid('financial_account', `The platform has restricted the ${direction} of the financial account ${id}.`);
  }
  if (!account.active_features.includes(feature)) {
    throw invalid('financial_account', `The feature ${feature} of the financial account ${id} is not active.`);
  }
  return account;
};

export const mayReceive = (world: World, asked: Asked, feature: string): FinancialAccount =>
  permitted(world, asked, feature, 'inbound_flows');

export const hasFunds = (account: FinancialAccount, { amount, currency }: Omit<Asked, 'financial_account'>): boolean =>
  (account.balance.cash[currency] ?? 0) >= amount;

export const checkFunds = (account: FinancialAccount, asked: Omit<Asked, 'financial_account'>): void => {
  if (hasFunds(account, asked)) return;
  const message = `The financial account ${account.id} has not enough cash for ${asked.amount} ${asked.currency}.`;
  throw new RestError(400, message, { code: 'insufficient_funds', param: 'amount' });
};

export const maySend = (world: World, asked: Asked, feature: string): FinancialAccount => {
  const account = permitted(world, asked, feature, 'outbound_flows');
  checkFunds(account, asked);
  return account;
};
