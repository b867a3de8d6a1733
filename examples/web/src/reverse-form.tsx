import { type FormEvent, useState } from 'react';
import { useReversal } from './use-reversal.ts';

export const ReverseForm = ({ transfer }: { readonly transfer: string }) => {
  const [amount, setAmount] = useState(1);
  const { progress, send } = useReversal(transfer);
  const { state } = progress;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send(amount);
  };
  return (
    <form onSubmit={onSubmit}>
      <input
        type="number"
        aria-label="Amount in the smallest unit"
        min={1}
        value={amount}
        // While it is open what was asked for, the same has to be asked again.
        disabled={state === 'sent' || state === 'open'}
        onChange={({ target }) => setAmount(target.valueAsNumber)}
      />
      <button type="submit" disabled={state === 'sent'}>
        {state === 'open' ? 'Try again' : 'Reverse'}
      </button>
      {state === 'done' && <output>{progress.replayed ? 'Was done already' : 'Done'}</output>}
      {(state === 'refused' || state === 'open') && <output role="alert">{progress.message}</output>}
    </form>
  );
};
