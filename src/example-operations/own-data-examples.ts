/** What GraphiQL opens with on data of one's own, of which no id is known here. */
export const ownDataExamples: readonly string[] = [
  `# Press Ctrl-Enter, or the button on the right. It is your
# own data: the calls on the left were made with your key.
# Docs of every field are behind the book on the left.

# Your latest transfers with what was taken back of them,
# and the movement on your balance: 1 REST call.
query LatestTransfers {
  transfers(first: 5) {
    nodes {
      id
      amount
      currency
      created
      destination { id }
      balanceTransaction { net }
      reversals(first: 3) { nodes { id amount } }
    }
    # For the next page give endCursor to "after".
    pageInfo { hasNextPage endCursor }
  }
}
`,
  `# What you have, and what is on its way to your bank:
# 2 REST calls.
query BalanceAndPayouts {
  balance {
    available { amount currency currencyDecimals }
    pending { amount currency currencyDecimals }
  }
  payouts(first: 5) {
    nodes { id amount currency status arrivalDate }
  }
}
`,
  `# What has happened in the last 30 days: 1 REST call.
query WhatHasHappened {
  events(first: 10) { nodes { id type created node { id } } }
}
`,
  `# Anything by its id; the id tells its type. Put one of
# yours under Variables: { "id": "tr_..." }. 1 REST call.
query Anything($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Transfer { amount currency amountReversed }
    ... on TransferReversal { amount currency }
    ... on Payout { amount currency status }
    ... on FinancialAccount { country }
    ... on TaxTransaction { reference currency }
  }
}
`,
  `# Takes money back: real money with a live key. Under the
# same key it is done once, however often it is sent. Put
# under Variables: { "transfer": "tr_...", "key": "a-key" }
mutation ReverseTransfer($transfer: ID!, $key: String!) {
  createTransferReversal(
    input: { transfer: $transfer, amount: 100, idempotencyKey: $key }
  ) {
    __typename
    ... on CreateTransferReversalPayload {
      replayed
      transferReversal { id amount currency }
    }
    ... on Problem { code message outcome }
  }
}
`,
];
