import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import {
  creditReversal,
  debitReversal,
  entry,
  financialAccount,
  inboundTransfer,
  NOON,
  outboundPayment,
  outboundTransfer,
  receivedCredit,
  receivedDebit,
  transaction,
} from './seed.ts';

const FLOWS = {
  credit_reversal: creditReversal('credrev_1'),
  debit_reversal: debitReversal('debrev_1'),
  inbound_transfer: inboundTransfer('ibt_1'),
  outbound_payment: outboundPayment('obp_1'),
  outbound_transfer: outboundTransfer('obt_1'),
  received_credit: receivedCredit('rc_1'),
  received_debit: receivedDebit('rd_1'),
};
const KINDS = Object.keys(FLOWS) as (keyof typeof FLOWS)[];
const TYPES = [
  'CreditReversal',
  'DebitReversal',
  'InboundTransfer',
  'OutboundPayment',
  'OutboundTransfer',
  'ReceivedCredit',
  'ReceivedDebit',
];

const seed = [
  financialAccount(),
  transaction('trxn_1'),
  ...KINDS.map((kind, index) =>
    entry(`trxne_${index}`, { created: NOON - index, flow: FLOWS[kind].id, flow_type: kind }),
  ),
  ...Object.values(FLOWS),
];

const selection = TYPES.map((type) => `... on ${type} { id transaction { description } }`).join(' ');

it('brings every kind of flow, with its transaction, in the call that lists the entries', async () => {
  await using world = await startWorld({ seed });
  const { data, errors, extensions } = await world.query(
    `{ transactionEntries(financialAccount: "fa_1Main") { nodes { flowDetails { __typename ${selection} } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.transactionEntries.nodes).toEqual(
    KINDS.map((kind, index) => ({
      flowDetails: { __typename: TYPES[index], id: FLOWS[kind].id, transaction: { description: 'About trxn_1' } },
    })),
  );
  const expand = ['data.flow_details', ...KINDS.map((kind) => `data.flow_details.${kind}.transaction`)];
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=10&' +
      expand.map((path, index) => `expand[${index}]=${path}`).join('&'),
  ]);
  expect(extensions).toMatchObject({ cost: { estimated: 1, actual: 1 } });
});

it('finds every kind of flow by its id', async () => {
  await using world = await startWorld({ seed });
  const ids = Object.values(FLOWS).map(({ id }) => id);
  const { data } = await world.query('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
  expect(data.nodes).toEqual(TYPES.map((__typename, index) => ({ __typename, id: ids[index] })));
  expect(world.calls.sort()).toEqual(KINDS.map((kind, index) => `GET /v1/treasury/${kind}s/${ids[index]}`));
});

it('spares the call for a flow by its id that an entry brought', async () => {
  await using world = await startWorld({ seed });
  await world.query(`{
    transactionEntry(id: "trxne_0") {
      flowDetails { ... on CreditReversal { receivedCredit { linkedFlows { creditReversal { status } } } } }
    }
  }`);
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries/trxne_0?expand[0]=flow_details',
    'GET /v1/treasury/received_credits/rc_1',
  ]);
});
