/** Of one type: why a field is not in the graph, by its place in the REST object. */
type Reasons = Readonly<Record<string, string>>;

const NEVER_SENT = 'The REST API never fills it in.';
const ID_ALONE = 'The graph has no type for what stands behind the id.';

/** `key.*` is all below `key` that has no line of its own. */
export const LEFT_OUT: Readonly<Record<string, Reasons>> = {
  BalanceTransaction: { 'source.*': ID_ALONE },
  FinancialConnectionsAccount: { 'ownership.*': 'Its owners are `owners`; of the list itself only the id is shown.' },
  InboundTransfer: { 'origin_payment_method_details.us_bank_account.mandate.*': ID_ALONE },
  OutboundPayment: { 'destination_payment_method_details.us_bank_account.mandate.*': ID_ALONE },
  OutboundTransfer: { 'destination_payment_method_details.us_bank_account.mandate.*': ID_ALONE },
  TaxTransaction: { 'shipping_cost.tax_breakdown': NEVER_SENT },
};
