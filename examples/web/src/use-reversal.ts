import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { graphql } from '../generated/gql.ts';

const REVERSE = graphql(`
  mutation Reverse($input: CreateTransferReversalInput!) {
    createTransferReversal(input: $input) {
      __typename
      ... on CreateTransferReversalPayload {
        replayed
        transferReversal {
          id
          transfer {
            id
            amountReversed
          }
        }
      }
      ... on Problem {
        message
        outcome
        retryable
      }
    }
  }
`);

/** How far a reversal is. `open` may or may not have been done: only asking again with the same key tells. */
export type Progress =
  | { readonly state: 'idle' | 'sent' }
  | { readonly state: 'done'; readonly replayed: boolean }
  | { readonly state: 'refused' | 'open'; readonly message: string };

const progressOf = (outcome: string, message: string): Progress => ({
  state: outcome === 'REJECTED' ? 'refused' : 'open',
  message,
});

/** Takes a part of a transfer back, once, however often it has to be asked for. */
export const useReversal = (transfer: string) => {
  const [reverse] = useMutation(REVERSE);
  const [progress, setProgress] = useState<Progress>({ state: 'idle' });
  // Chosen before the first attempt and kept until it is known what became of it.
  const key = useRef<string>(undefined);

  const send = async (amount: number): Promise<void> => {
    key.current ??= crypto.randomUUID();
    setProgress({ state: 'sent' });
    try {
      const { data } = await reverse({ variables: { input: { transfer, amount, idempotencyKey: key.current } } });
      const result = data?.createTransferReversal;
      if (result === undefined) throw new Error('There was no answer.');
      const next: Progress =
        result.__typename === 'CreateTransferReversalPayload'
          ? { state: 'done', replayed: result.replayed }
          : progressOf(result.outcome, result.message);
      // Decided either way: what is asked for next is another request.
      if (next.state !== 'open') key.current = undefined;
      setProgress(next);
    } catch (error) {
      setProgress({ state: 'open', message: error instanceof Error ? error.message : String(error) });
    }
  };
  return { progress, send };
};
