import { graphql } from '../generated/gql.ts';
import type { TransferRowFragment } from '../generated/graphql.ts';
import { formatMoney } from './format-money.ts';
import { ReverseForm } from './reverse-form.tsx';

graphql(`
  fragment TransferRow on Transfer {
    id
    amount
    amountReversed
    currency
    currencyDecimals
  }
`);

export const TransferRow = ({ transfer }: { readonly transfer: TransferRowFragment }) => {
  const { id, amount, amountReversed } = transfer;
  return (
    <tr id={id}>
      <th scope="row">{id}</th>
      <td>{formatMoney(transfer)}</td>
      <td>{formatMoney({ ...transfer, amount: amountReversed })}</td>
      <td>{amountReversed < amount && <ReverseForm transfer={id} />}</td>
    </tr>
  );
};
