/** What GraphiQL shows when it is opened for the first time. The ids are the sandbox's. */
export const exampleOperations = `# Put the cursor into an operation and press Ctrl-Enter.
# The ids are the sandbox's. The docs of every field are
# behind the book icon on the left. "extensions.cost" in
# each answer tells how many REST calls it took.

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

# What moved on a treasury account, with the transaction
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

# A sale as it was taxed, line by line: 1 REST call.
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

# What happened at the holder's own bank, with the account
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

# Objects of any types by their ids; the id tells the
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
`;
