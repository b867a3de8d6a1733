import { ownersOf } from '../embedded.ts';
import { type Endpoint, listEndpoint, retrieve } from '../endpoint.ts';
import { invalid, noSuch } from '../errors.ts';
import { equals } from '../filters.ts';
import { newestFirst, page, paging } from '../paging.ts';
import { hash, required, string } from '../parameters.ts';
import { itemsOf } from '../rest-object.ts';
import { type Account, accountPath, accountType } from './account.ts';

const accounts = listEndpoint(
  {
    path: accountPath,
    returns: accountType,
    parameters: { ...paging, account_holder: hash({ account: string(), customer: string() }), session: string() },
  },
  ({ world }, { account_holder: holder, session, ...cursors }) => {
    const collected =
      session === undefined
        ? undefined
        : itemsOf(world.named('financial_connections.session', session, 'session'), 'accounts').map(({ id }) => id);
    return page(
      {
        items: newestFirst(world.all<Account>(accountType), (account) => account.created),
        matches: (account) =>
          equals(holder?.account, account.account_holder?.account) &&
          equals(holder?.customer, account.account_holder?.customer) &&
          (collected === undefined || collected.includes(account.id)),
        type: accountType,
        url: accountPath,
      },
      cursors,
    );
  },
  ({ account_holder: holder }) => {
    if (holder?.account === undefined || holder.customer === undefined) return;
    const message = 'You may only specify one of these parameters: account_holder[account], account_holder[customer].';
    throw invalid('account_holder', message, 'parameters_exclusive');
  },
);

const owners = listEndpoint(
  {
    path: '/v1/financial_connections/accounts/{account}/owners',
    returns: 'financial_connections.account_owner',
    parameters: { ...paging, ownership: required(string()) },
  },
  ({ world, ids }, { ownership: id, ...cursors }) => {
    const account = world.get<Account>(accountType, ids.account);
    const ownership = world.named('financial_connections.account_ownership', id, 'ownership');
    const url = `${accountPath}/${account.id}/owners`;
    const { items, url: itsUrl } = ownersOf(ownership, world);
    // Also an earlier ownership of this account, which the account names no more, is known by its URL.
    if (account.ownership !== id && !itsUrl.startsWith(`${url}?`)) {
      throw noSuch('financial_connections.account_ownership', id, { status: 400, param: 'ownership' });
    }
    return page({ items, type: 'financial_connections.account_owner', url: `${url}?ownership=${id}` }, cursors);
  },
);

export const bankAccountEndpoints: readonly Endpoint[] = [
  accounts,
  retrieve('/v1/financial_connections/accounts/{account}', accountType),
  owners,
];
