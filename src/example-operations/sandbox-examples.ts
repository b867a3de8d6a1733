/** Takes 100 back of one transfer of the sandbox, always under one key. */
const reversal = (name: string, comment: string): string => `${comment}
mutation ${name} {
  createTransferReversal(
    input: {
      transfer: "tr_1Seed000001"
      amount: 100
      idempotencyKey: "graphiql-1"
    }
  ) {
    __typename
    ... on CreateTransferReversalPayload {
      replayed
      transferReversal { id amount currency }
    }
    ... on Problem { code message outcome }
  }
}
`;

/** What GraphiQL opens with on the sandbox, a tab for each. The ids are the sandbox's. */
export const sandboxExamples: readonly string[] = [
  `# Press Ctrl-Enter, or the button on the right, and see
# the answer beside and its REST calls on the left. The
# ids are the sandbox's. Docs of every field are behind
# the book on the left.

# A reversal with the transfer that it took money back
# from: 1 REST call.
query ReversalWithTransfer {
  transferReversal(id: "tr_1Mio2dLkdIwHu7ixsUuCxJpu/trr_1Mio2eLkdIwHu7ixN5LPJS4a") {
    amount
    currency
    created
    balanceTransaction { net type }
    transfer { id amount amountReversed }
  }
}
`,
  `# What moved on a treasury account, with the transaction
# and the flow behind each step: 1 REST call.
query LatestTreasuryEntries {
  transactionEntries(financialAccount: "fa_1Seed000001", first: 10) {
    nodes {
      id
      type
      effectiveAt
      balanceImpact { cash inboundPending outboundPending }
      transaction { description amount status }
      flowDetails {
        __typename
        ... on ReceivedCredit { network description }
        ... on OutboundPayment { status statementDescriptor }
        ... on OutboundTransfer { status expectedArrivalDate }
      }
    }
    # For the next page give endCursor to "after".
    pageInfo { hasNextPage endCursor }
  }
}
`,
  `# A sale as it was taxed, line by line: 1 REST call.
query TaxedSale {
  taxTransaction(id: "tax_1Seed000003") {
    reference
    currency
    taxDate
    customerDetails { address { country postalCode } }
    shippingCost { amount amountTax }
    lineItems {
      nodes { reference quantity amount amountTax taxBehavior }
    }
  }
}
`,
  `# What happened at the holder's own bank, with the account
# it happened on: 2 REST calls.
query BankTransactions {
  financialConnectionsTransactions(account: "fca_1Seed000001", first: 5) {
    nodes {
      description
      amount
      currency
      status
      transactedAt
      account { institutionName displayName last4 }
    }
  }
}
`,
  `# Objects of any types by their ids; the id tells the
# type: 3 REST calls.
query AnyObjects {
  nodes(ids: ["tr_1Seed000012", "tax_1Seed000002", "fctxn_1Seed000540"]) {
    __typename
    id
    ... on Transfer { amount amountReversed reversals { nodes { amount created } } }
    ... on TaxTransaction { reference currency }
    ... on FinancialConnectionsTransaction { description amount }
  }
}
`,
  reversal(
    'ReverseTransfer',
    `# Takes 100 of a transfer back. Under the same key it is
# done once, however often it is sent: 1 REST call.`,
  ),
  reversal(
    'ReverseTransferAgain',
    `# The same once more, as after an answer that was lost:
# replayed is true, and no more money moves: 1 REST call.`,
  ),
  `# One field fails, the other answers. An id of another
# kind is refused before REST is asked: 1 REST call.
query OneWrongId {
  right: transfer(id: "tr_1Seed000003") { amount currency }
  wrong: transfer(id: "re_1Seed000003") { amount currency }
}
`,
  `# What happens from now on, as it happens. Let it run, and
# press the button in the tab ReverseTransfer of another
# window: 1 REST call for each event.
subscription WhatHappens {
  events(types: [TRANSFER_REVERSED, TRANSFER_UPDATED]) {
    id
    type
    node { ... on Transfer { id amount amountReversed } }
  }
}
`,
];
