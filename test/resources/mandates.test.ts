import { describe, expect, it } from 'vitest';
import { startWorld } from '../world.ts';

const OWN = 'mandate_1SeedBank000001';
const PAPER = 'mandate_1SeedBank000002';

const FIELDS = `id livemode onBehalfOf { id } paymentMethod status type
  customerAcceptance { acceptedAt online { ipAddress userAgent } type }
  paymentMethodDetails {
    bacsDebit { networkStatus reference revocationReason } sepaDebit { reference } type usBankAccount { collectionMethod }
  }
  singleUse { amount currency currencyDecimals }`;

const mandate = (id: string, given: Record<string, unknown>) => ({
  id,
  object: 'mandate',
  customer_acceptance: { accepted_at: null, type: 'offline', offline: {} },
  livemode: false,
  payment_method: 'pm_1',
  status: 'pending',
  type: 'multi_use',
  ...given,
});

describe('a mandate', () => {
  it('shows every field', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query(`{ own: mandate(id: "${OWN}") { ${FIELDS} } }`);
    expect(errors).toBeUndefined();
    expect(data.own).toEqual({
      id: OWN,
      livemode: false,
      onBehalfOf: null,
      paymentMethod: 'pm_1SeedBank000001',
      status: 'ACTIVE',
      type: 'MULTI_USE',
      customerAcceptance: {
        acceptedAt: '2023-02-20T00:00:00.000Z',
        online: { ipAddress: '192.0.2.17', userAgent: 'Mozilla/5.0' },
        type: 'ONLINE',
      },
      paymentMethodDetails: {
        bacsDebit: null,
        sepaDebit: null,
        type: 'us_bank_account',
        usBankAccount: { collectionMethod: null },
      },
      singleUse: null,
    });
    expect(world.calls).toEqual([`GET /v1/mandates/${OWN}`]);
  });

  it('shows the one payment that it is for, and that it was given on paper', async () => {
    await using world = await startWorld();
    const { data } = await world.query(`{ mandate(id: "${PAPER}") { ${FIELDS} } }`);
    expect(data.mandate).toMatchObject({
      status: 'INACTIVE',
      type: 'SINGLE_USE',
      customerAcceptance: { online: null, type: 'OFFLINE' },
      paymentMethodDetails: { usBankAccount: { collectionMethod: 'PAPER' } },
      singleUse: { amount: 25_000, currency: 'USD', currencyDecimals: 2 },
    });
  });

  it('shows what its network knows it by, and for whom it is', async () => {
    const bacs = {
      network_status: 'revoked',
      reference: 'B1',
      revocation_reason: 'account_closed',
      url: 'https://b.example',
    };
    const sepa = { reference: 'S1', url: 'https://s.example' };
    await using world = await startWorld({
      seed: [
        mandate('mandate_1', {
          payment_method_details: { type: 'bacs_debit', bacs_debit: bacs },
          on_behalf_of: 'acct_1',
        }),
        mandate('mandate_2', { payment_method_details: { type: 'sepa_debit', sepa_debit: sepa } }),
      ],
    });
    const { data, errors } = await world.query(
      `{ one: mandate(id: "mandate_1") { ${FIELDS} } two: mandate(id: "mandate_2") { ${FIELDS} } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.one).toMatchObject({
      status: 'PENDING',
      onBehalfOf: { id: 'acct_1' },
      paymentMethodDetails: {
        bacsDebit: { networkStatus: 'REVOKED', reference: 'B1', revocationReason: 'ACCOUNT_CLOSED' },
        sepaDebit: null,
        usBankAccount: null,
      },
    });
    expect(data.two.paymentMethodDetails).toMatchObject({ bacsDebit: null, sepaDebit: { reference: 'S1' } });
  });

  it('is null where there is none, and refused before any call where the id is of something else', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query('{ mandate(id: "mandate_1None") { status } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ mandate: null });
    const wrong = await world.query('{ mandate(id: "pm_1SeedBank000001") { status } }');
    expect(wrong.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(world.calls).toEqual([]);
  });

  it('comes with the transfers that are made under it, in their call', async () => {
    await using world = await startWorld();
    const { data, errors } = await world.query(`{
      inboundTransfers(financialAccount: "fa_1Seed000001", first: 3) {
        nodes { originPaymentMethodDetails { usBankAccount { mandate { status customerAcceptance { acceptedAt } } } } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data.inboundTransfers.nodes).toHaveLength(3);
    for (const { originPaymentMethodDetails } of data.inboundTransfers.nodes) {
      expect(originPaymentMethodDetails.usBankAccount.mandate).toEqual({
        status: 'ACTIVE',
        customerAcceptance: { acceptedAt: '2023-02-20T00:00:00.000Z' },
      });
    }
    expect(world.calls).toEqual([
      'GET /v1/treasury/inbound_transfers?financial_account=fa_1Seed000001&limit=3&expand[0]=data.origin_payment_method_details.us_bank_account.mandate',
    ]);
  });

  it('costs nothing where its id alone is asked for', async () => {
    await using world = await startWorld();
    const { data } = await world.query(
      '{ inboundTransfer(id: "ibt_1SeedA000001") { originPaymentMethodDetails { usBankAccount { mandate { id } } } } }',
    );
    expect(data.inboundTransfer.originPaymentMethodDetails.usBankAccount.mandate).toEqual({ id: OWN });
    expect(world.calls).toEqual(['GET /v1/treasury/inbound_transfers/ibt_1SeedA000001']);
  });

  it('is what a transfer is made under, when there is one for the bank account', async () => {
    await using world = await startWorld();
    const made = await world.query(`mutation {
      createInboundTransfer(input: {
        amount: 100, currency: "USD", financialAccount: "fa_1Seed000001", originPaymentMethod: "pm_1SeedBank000001",
        idempotencyKey: "under a mandate"
      }) {
        ... on CreateInboundTransferPayload {
          inboundTransfer { originPaymentMethodDetails { usBankAccount { mandate { id status } } } }
        }
        ... on Problem { message }
      }
    }`);
    expect(made.errors).toBeUndefined();
    const { originPaymentMethodDetails } = made.data.createInboundTransfer.inboundTransfer;
    expect(originPaymentMethodDetails.usBankAccount.mandate).toEqual({ id: OWN, status: 'ACTIVE' });
    expect(world.calls).toEqual(['POST /v1/treasury/inbound_transfers', `GET /v1/mandates/${OWN}`]);
  });
});
