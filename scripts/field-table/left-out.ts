/** Of one type: why a field is not in the graph, by its place in the REST object. */
type Reasons = Readonly<Record<string, string>>;

const NEVER_SENT = 'The REST API never fills it in.';
const ID_ALONE = 'The graph has no type for what stands behind the id.';
const OLDER = 'It is of before there were payment methods.';
const METHODS = 'There are too many payment methods, each with its own fields; `type` tells which it is.';
const CARD = 'What people know of a card is shown: its brand, last four digits and expiry.';
const BANK = 'What people know of a bank account is shown: the bank and the last four digits.';
const FILES = 'What an account sends to banks is hundreds of texts and files, for forms that nobody reads here.';
const EMPTY = 'It holds nothing: `type` tells that it is there.';
const SIGNED = 'Whoever has the address sees what the payer has signed.';
const STEPS = 'Only the browser or app of the payer can do it; `type` tells what it is.';
const OTHER_LISTS = 'The graph has no type for its items.';
const REGISTRATION = 'It is asked for when an account is set up, and nowhere else.';
const PERSON = 'Personal data of the people behind an account are not shown.';

/** `key.*` is all below `key` that has no line of its own. */
export const LEFT_OUT: Readonly<Record<string, Reasons>> = {
  Account: {
    'capabilities.*': 'There are more than fifty, and new ones come: they are a list of names with their status.',
    'company.*': REGISTRATION,
    external_accounts: OTHER_LISTS,
    'future_requirements.*': 'What is required is shown, and not why what was given does not do.',
    groups: 'It is the name of a price list, which means nothing outside Stripe.',
    individual: PERSON,
    'requirements.*': 'What is required is shown, and not why what was given does not do.',
    settings: 'Settings of the dashboard are too many, and are changed there.',
    tos_acceptance: PERSON,
  },
  ApplicationFee: { 'application.*': ID_ALONE },
  Charge: {
    'application.*': ID_ALONE,
    'invoice.*': ID_ALONE,
    level3: 'REST shows it to few accounts, and to those only after asking its support.',
    'outcome.rule': "It is the text of an account's own rule against fraud, which payers must not learn.",
    'payment_method_details.*': METHODS,
    'payment_method_details.card.*': CARD,
    'payment_method_details.us_bank_account.*': BANK,
    radar_options: 'It is sent, and nobody has a use for reading it.',
    'review.*': ID_ALONE,
    source: OLDER,
  },
  Customer: {
    cash_balance: 'Few accounts hold money for customers; the graph has no type for it.',
    'default_source.*': OLDER,
    discount: 'It belongs to billing, of which the graph has no part.',
    'invoice_settings.default_payment_method.*': ID_ALONE,
    sources: OLDER,
    subscriptions: OTHER_LISTS,
    tax: 'REST works it out anew each time that it is expanded.',
    tax_ids: OTHER_LISTS,
    'test_clock.*': ID_ALONE,
  },
  Dispute: {
    evidence: FILES,
    'evidence_details.enhanced_eligibility': FILES,
    'payment_method_details.*': METHODS,
  },
  IssuingAuthorization: { 'card.*': CARD, 'cardholder.*': ID_ALONE, 'token.*': ID_ALONE },
  Mandate: {
    'customer_acceptance.offline': EMPTY,
    multi_use: EMPTY,
    'payment_method.*': ID_ALONE,
    'payment_method_details.*': METHODS,
    'payment_method_details.bacs_debit.url': SIGNED,
    'payment_method_details.sepa_debit.url': SIGNED,
  },
  PaymentIntent: {
    'application.*': ID_ALONE,
    client_secret: 'Whoever has it can pay: it is for the answer that makes the payment, and for no later one.',
    'invoice.*': ID_ALONE,
    'last_payment_error.*': 'It repeats objects that have their own place in the graph, or in the dashboard.',
    'next_action.*': STEPS,
    'payment_method.*': ID_ALONE,
    payment_method_configuration_details: 'It says which settings of the dashboard were used.',
    payment_method_options: METHODS,
    processing: 'It is of cards in India alone, and says when the payer was told.',
    'review.*': ID_ALONE,
    source: OLDER,
  },
  Payout: { 'destination.*': ID_ALONE },
  Refund: {
    'destination_details.*': METHODS,
    next_action: 'It says which email the customer was sent; `instructionsEmail` says where to.',
  },
  TaxTransaction: { 'shipping_cost.tax_breakdown': NEVER_SENT },
  Topup: { source: OLDER },
};
