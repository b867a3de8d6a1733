import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import {
  billingDetails,
  creditReversal,
  entry,
  financialAccount,
  NOON,
  outboundPayment,
  receivedCredit,
  time,
  transaction,
} from './seed.ts';
import { billingAnswer, FLOW_FIELDS, findNode, flowAnswer, INITIATING_DETAILS } from './selections.ts';

const FIELDS = `${FLOW_FIELDS}
  description failureCode initiatingPaymentMethodDetails ${INITIATING_DETAILS}
  linkedFlows {
    creditReversal { id } issuingAuthorization { id } issuingTransaction sourceFlow sourceFlowType
    sourceFlowDetails { __typename ... on Payout { id } }
  }
  network reversalDetails { deadline restrictedReason } status`;

const links = receivedCredit('rc_1').linked_flows;
const fromPayment = { ...links, source_flow: 'obp_1', source_flow_type: 'outbound_payment' };
const SOURCE = `linkedFlows { sourceFlowDetails {
  __typename
  ... on CreditReversal { transaction { description } }
  ... on OutboundPayment { amount transaction { description } }
} }`;

it('shows every field', async () => {
  const given = {
    failure_code: 'international_transaction',
    initiating_payment_method_details: {
      balance: 'payments',
      billing_details: billingDetails,
      financial_account: { id: 'fa_1Other', network: 'stripe' },
      issuing_card: 'ic_1',
      type: 'financial_account',
      us_bank_account: { bank_name: 'B', last4: '1234', routing_number: '110000000' },
    },
    linked_flows: {
      credit_reversal: 'credrev_1',
      issuing_authorization: 'iauth_1',
      issuing_transaction: 'ipi_1',
      source_flow: 'po_1',
      source_flow_type: 'payout',
    },
    network: 'us_domestic_wire',
    reversal_details: { deadline: NOON + 1, restricted_reason: 'source_flow_restricted' },
    status: 'failed',
  } as const;
  await using world = await startWorld({ seed: [receivedCredit('rc_1', given)] });
  const { data, errors } = await world.query(findNode('rc_1', 'ReceivedCredit', FIELDS));
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    __typename: 'ReceivedCredit',
    ...flowAnswer('rc_1'),
    description: 'Rent',
    failureCode: 'INTERNATIONAL_TRANSACTION',
    initiatingPaymentMethodDetails: {
      balance: 'PAYMENTS',
      billingDetails: billingAnswer,
      financialAccount: { network: 'STRIPE', financialAccount: { id: 'fa_1Other' } },
      issuingCard: 'ic_1',
      type: 'FINANCIAL_ACCOUNT',
      usBankAccount: { bankName: 'B', last4: '1234', routingNumber: '110000000' },
    },
    linkedFlows: {
      creditReversal: { id: 'credrev_1' },
      issuingAuthorization: { id: 'iauth_1' },
      issuingTransaction: 'ipi_1',
      sourceFlow: 'po_1',
      sourceFlowType: 'payout',
      sourceFlowDetails: { __typename: 'Payout', id: 'po_1' },
    },
    network: 'US_DOMESTIC_WIRE',
    reversalDetails: { deadline: time(1), restrictedReason: 'SOURCE_FLOW_RESTRICTED' },
    status: 'FAILED',
  });
  expect(world.calls).toEqual(['GET /v1/treasury/received_credits/rc_1']);
});

it('brings the flow that it comes from in its own call', async () => {
  const seed = [
    receivedCredit('rc_1', { linked_flows: fromPayment }),
    outboundPayment('obp_1', { transaction: 'trxn_7' }),
    transaction('trxn_7'),
  ];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(findNode('rc_1', 'ReceivedCredit', SOURCE));
  expect(errors).toBeUndefined();
  expect(data.node.linkedFlows.sourceFlowDetails).toEqual({
    __typename: 'OutboundPayment',
    amount: 1000,
    transaction: { description: 'About trxn_7' },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/received_credits/rc_1?' +
      [
        'linked_flows.source_flow_details',
        'linked_flows.source_flow_details.credit_reversal.transaction',
        'linked_flows.source_flow_details.outbound_payment.transaction',
      ]
        .map((path, index) => `expand[${index}]=${path}`)
        .join('&'),
  ]);
});

it.each([
  ['none', links],
  ['one of another kind', { ...links, source_flow: 'xyz_1', source_flow_type: 'other' }],
])('comes from no flow where REST names %s', async (_what, linked_flows) => {
  await using world = await startWorld({ seed: [receivedCredit('rc_1', { linked_flows })] });
  const { data, errors } = await world.query(findNode('rc_1', 'ReceivedCredit', SOURCE));
  expect(errors).toBeUndefined();
  expect(data.node.linkedFlows).toEqual({ sourceFlowDetails: null });
  expect(world.calls).toHaveLength(1);
});

it('asks for the flow that it comes from alone where the expansion would be too deep', async () => {
  const moved = { flow_type: 'received_credit' } as const;
  const reversed = { ...links, source_flow: 'credrev_1', source_flow_type: 'credit_reversal' };
  const paidOut = { ...links, source_flow: 'po_1', source_flow_type: 'payout' };
  const seed = [
    financialAccount(),
    entry('trxne_1', { ...moved, created: NOON + 3, flow: 'rc_1' }),
    entry('trxne_2', { ...moved, created: NOON + 2, flow: 'rc_2' }),
    entry('trxne_3', { ...moved, created: NOON + 1, flow: 'rc_3' }),
    receivedCredit('rc_1', { linked_flows: fromPayment }),
    receivedCredit('rc_2', { linked_flows: reversed }),
    receivedCredit('rc_3', { linked_flows: paidOut }),
    outboundPayment('obp_1'),
    creditReversal('credrev_1'),
    transaction('trxn_1'),
  ];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(`{
    transactionEntries(financialAccount: "fa_1Main") { nodes { flowDetails { ... on ReceivedCredit { ${SOURCE} } } } }
  }`);
  expect(errors).toBeUndefined();
  const about = { transaction: { description: 'About trxn_1' } };
  expect(data.transactionEntries.nodes.map((node: never) => node)).toEqual(
    [
      { __typename: 'OutboundPayment', amount: 1000, ...about },
      { __typename: 'CreditReversal', ...about },
      { __typename: 'Payout' },
    ].map((sourceFlowDetails) => ({ flowDetails: { linkedFlows: { sourceFlowDetails } } })),
  );
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&limit=10&expand[0]=data.flow_details',
    'GET /v1/treasury/outbound_payments/obp_1?expand[0]=transaction',
    'GET /v1/treasury/credit_reversals/credrev_1?expand[0]=transaction',
  ]);
});

it('is null when there is none', async () => {
  await using world = await startWorld({ seed: [] });
  expect((await world.query(findNode('rc_9', 'ReceivedCredit', 'id'))).data).toEqual({ node: null });
  expect(world.calls).toEqual(['GET /v1/treasury/received_credits/rc_9']);
});
