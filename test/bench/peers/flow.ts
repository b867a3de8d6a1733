/** The GraphQL type of each kind of flow, by REST's `object`. */
export const FLOW_TYPES: Readonly<Record<string, string>> = {
  'treasury.credit_reversal': 'CreditReversal',
  'treasury.debit_reversal': 'DebitReversal',
  'treasury.inbound_transfer': 'InboundTransfer',
  'issuing.authorization': 'IssuingAuthorization',
  'treasury.outbound_payment': 'OutboundPayment',
  'treasury.outbound_transfer': 'OutboundTransfer',
  'treasury.received_credit': 'ReceivedCredit',
  'treasury.received_debit': 'ReceivedDebit',
};

/** Those with an amount and a time. An authorization is another team's: no more than its id is told. */
export const MOVING_FLOWS = Object.values(FLOW_TYPES).filter((name) => name !== 'IssuingAuthorization');

/** Their definitions in GraphQL. */
export const flowDefinitions = `
  ${MOVING_FLOWS.map((name) => `type ${name} { id: ID!  amount: Int!  created: DateTime! }`).join('\n  ')}
  type IssuingAuthorization { id: ID! }
  union FlowDetails = ${[...MOVING_FLOWS, 'IssuingAuthorization'].join(' | ')}
`;
