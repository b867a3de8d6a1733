import { FLOW, flowMade, moneyInput, START } from './flows.ts';
import { ACCOUNT, type Bank, type Row } from './row.ts';

const HELPERS = '/v1/test_helpers/treasury';

type Outbound = 'outboundTransfer' | 'outboundPayment';
type Started = Outbound | 'inboundTransfer';

const PATHS: Readonly<Record<Started, string>> = {
  outboundTransfer: `${HELPERS}/outbound_transfers`,
  outboundPayment: `${HELPERS}/outbound_payments`,
  inboundTransfer: `${HELPERS}/inbound_transfers`,
};

interface Act {
  readonly field: Started;
  readonly verb: string;
  readonly selection?: string;
  readonly input?: object;
  readonly body?: string;
  readonly made: object;
  readonly cash?: (amount: number) => number;
  /** What happens to the flow before. */
  readonly before?: string;
}

/** Something that a bank does with a flow. */
const actRow = ({ field, verb, selection = '', input, body, made, cash, before }: Act): Row => ({
  name: `testHelpers${verb.charAt(0).toUpperCase()}${verb.slice(1)}${field.charAt(0).toUpperCase()}${field.slice(1)}`,
  field,
  selection: `id status ${selection}`,
  prepare: async (bank: Bank) => {
    const amount = bank.next();
    const id = await START[field](bank, amount);
    const own = `${PATHS[field]}/${id}`;
    if (before !== undefined) await bank.post(`${own}/${before}`);
    return {
      input: { id, ...input },
      path: verb === 'update' ? own : `${own}/${verb}`,
      body: body ?? 'expand[0]=transaction',
      made: { id, ...made },
      ...(cash && { cash: cash(amount) }),
    };
  },
});

const outbound = (field: Outbound): readonly Row[] => [
  actRow({ field, verb: 'fail', made: { status: 'FAILED' }, cash: (amount) => amount }),
  actRow({ field, verb: 'post', made: { status: 'POSTED' } }),
  actRow({
    field,
    verb: 'return',
    selection: 'returnedDetails { code }',
    input: { returnedDetails: { code: 'DECLINED' } },
    body: 'returned_details[code]=declined&expand[0]=transaction&expand[1]=returned_details.transaction',
    made: { status: 'RETURNED', returnedDetails: { code: 'DECLINED' } },
    cash: (amount) => amount,
  }),
  actRow({
    field,
    verb: 'update',
    before: 'post',
    selection: 'trackingDetails { type ach { traceId } }',
    input: { trackingDetails: { ach: { traceId: 'T-1' } } },
    body: 'tracking_details[type]=ach&tracking_details[ach][trace_id]=T-1&expand[0]=transaction',
    made: { status: 'POSTED', trackingDetails: { type: 'ACH', ach: { traceId: 'T-1' } } },
  }),
];

const inbound: readonly Row[] = [
  actRow({
    field: 'inboundTransfer',
    verb: 'succeed',
    made: { status: 'SUCCEEDED' },
    cash: (amount) => amount,
  }),
  actRow({
    field: 'inboundTransfer',
    verb: 'fail',
    selection: 'failureDetails { code }',
    input: { failureDetails: { code: 'INSUFFICIENT_FUNDS' } },
    body: 'failure_details[code]=insufficient_funds&expand[0]=transaction',
    made: { status: 'FAILED', failureDetails: { code: 'INSUFFICIENT_FUNDS' } },
  }),
  actRow({
    field: 'inboundTransfer',
    verb: 'return',
    before: 'succeed',
    selection: 'returned',
    made: { status: 'SUCCEEDED', returned: true },
    cash: (amount) => -amount,
  }),
];

const receivedRow = (kind: 'Credit' | 'Debit', network: string): Row => ({
  name: `testHelpersCreateReceived${kind}`,
  field: `received${kind}`,
  selection: FLOW,
  prepare: (bank) => {
    const amount = bank.next();
    const moved = kind === 'Credit' ? amount : -amount;
    const details = 'initiating_payment_method_details';
    return {
      input: {
        ...moneyInput(amount),
        ...(kind === 'Credit' && { network: network.toUpperCase() }),
        initiatingPaymentMethodDetails: { usBankAccount: { accountNumber: '000111222333' } },
      },
      path: `${HELPERS}/received_${kind.toLowerCase()}s`,
      body: `amount=${amount}&currency=usd&financial_account=${ACCOUNT}&network=${network}&${details}[type]=us_bank_account&${details}[us_bank_account][account_number]=000111222333&expand[0]=transaction`,
      made: flowMade(amount, moved, 'SUCCEEDED'),
      cash: moved,
    };
  },
});

export const TEST_HELPER_ROWS: readonly Row[] = [
  ...outbound('outboundTransfer'),
  ...outbound('outboundPayment'),
  ...inbound,
  receivedRow('Credit', 'us_domestic_wire'),
  receivedRow('Debit', 'ach'),
];
