/** What GraphiQL shows when it is opened for the first time. The ids are the sandbox's. */
export const exampleOperations = `# Put the cursor into an operation and press Ctrl-Enter. The ids are the sandbox's.
# The docs of every field are behind the book icon on the left.
# "extensions.cost" in each answer tells how many REST calls it took.

# One reversal with the transfer that it took money back from: 1 REST call.
query Reversal {
  transferReversal(id: "tr_1Mio2dLkdIwHu7ixsUuCxJpu/trr_1Mio2eLkdIwHu7ixN5LPJS4a") {
    amount
    currency
    created
    balanceTransaction { net type }
    transfer { id amount amountReversed }
  }
}
`;
