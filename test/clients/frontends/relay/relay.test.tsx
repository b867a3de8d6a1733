import { type ElementType, type ReactElement, Suspense } from 'react';
import { RelayEnvironmentProvider } from 'react-relay';
import { create } from 'react-test-renderer';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Gateway, startGateway } from '../gateway.ts';
import { Counterparties } from './Counterparties.tsx';
import { createEnvironment } from './environment.ts';
import { Reversal } from './Reversal.tsx';
import { TransferList } from './TransferList.tsx';
import { TransferPage } from './TransferPage.tsx';

/** React is told that this renderer is meant. */
Object.assign(globalThis, { IS_REACT_NATIVE_TEST_ENVIRONMENT: true });

const PATIENCE = 20_000;

let gateway: Gateway;
/** What Relay and React complain about. */
const complaints = vi.spyOn(console, 'error');

beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => {
  expect(complaints.mock.calls.splice(0)).toEqual([]);
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** A rendered component, and what a user sees and does there. */
const render = async (children: ReactElement) => {
  const environment = createEnvironment(gateway.url, gateway.fetch);
  const renderer = create(
    <RelayEnvironmentProvider environment={environment}>
      <main>
        <Suspense fallback="…">{children}</Suspense>
      </main>
    </RelayEnvironmentProvider>,
  );
  const all = (tag: ElementType) => renderer.root.findAllByType(tag);
  await vi.waitFor(() => expect(all('output')).toHaveLength(1), PATIENCE);
  return {
    texts: (tag: ElementType) => all(tag).map((each) => each.children[0]),
    source: () => environment.getStore().getSource(),
    /** Presses that button, and waits until something else is shown; the REST calls of the answer. */
    press: async (label: string): Promise<number[]> => {
      const button = all('button').find(({ children: [text] }) => text === label);
      if (!button) throw new Error(`There is no button "${label}".`);
      const shown = () =>
        JSON.stringify(
          all('output')
            .concat(all('li'))
            .map((each) => each.children),
        );
      const before = shown();
      gateway.costs();
      button.props.onClick();
      await vi.waitFor(() => expect(shown()).not.toBe(before), PATIENCE);
      return gateway.costs();
    },
  };
};

const PREFIX = /^tr_/;

it('pages forwards through the pagination fragment: a REST call for each page, no object twice', async () => {
  gateway.costs();
  const { texts, press } = await render(<TransferList />);
  expect(gateway.costs()).toEqual([1]);
  expect(texts('li')).toHaveLength(10);
  expect(await press('More')).toEqual([1]);
  expect(texts('li')).toHaveLength(20);
  expect(await press('More')).toEqual([1]);
  const ids = texts('li');
  expect(new Set(ids).size).toBe(30);
  for (const id of ids) expect(id).toMatch(PREFIX);
});

it('pages a connection of a node, which Relay asks for by `node(id)`', async () => {
  gateway.costs();
  const { texts, press } = await render(<TransferPage id="tr_1Seed000007" />);
  expect(gateway.costs()).toEqual([1]);
  const costs = [...(await press('More')), ...(await press('More'))];
  // The page alone: it needs nothing of the transfer but its id.
  expect(costs).toEqual([1, 1]);
  expect(new Set(texts('li')).size).toBe(25);
  expect(texts('button')).toEqual(['Reverse']);
});

it('shows what a mutation changed, with no further request', async () => {
  const { texts, press } = await render(<TransferPage id="tr_1Seed000010" />);
  expect([texts('output'), texts('li')]).toEqual([['0'], []]);
  expect(await press('Reverse')).toEqual([1]);
  expect(texts('output')).toEqual(['1']);
  expect(texts('li')).toEqual([expect.stringMatching(/^tr_1Seed000010\/trr_/)]);
});

it('asks again for a node whose id has two parts', async () => {
  const id = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu/trr_1Mio2eLkdIwHu7ixN5LPJS4a';
  const { texts, press, source } = await render(<Reversal id={id} />);
  expect([texts('p'), texts('output')]).toEqual([[id], ['{}']]);
  const change = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `mutation ($id: ID!) {
        updateTransferReversal(input: { id: $id, metadata: { seen: "twice" }, idempotencyKey: "seen" }) { __typename }
      }`,
      variables: { id },
    }),
  });
  expect(await change.json()).toMatchObject({
    data: { updateTransferReversal: { __typename: 'UpdateTransferReversalPayload' } },
  });
  expect(await press('Again')).toEqual([1]);
  expect([texts('p'), texts('output')]).toEqual([[id], ['{"seen":"twice"}']]);
  expect(source().has(id)).toBe(true);
});

it('finds no id that two objects have', async () => {
  gateway.costs();
  const { source } = await render(<Counterparties />);
  expect(gateway.costs()).toEqual([3]);
  expect(source().get('fa_1Seed000002')).toMatchObject({ __typename: 'FinancialAccount', country: 'US' });
  // Relay complains of such ids.
});
