import { mutation } from '../../../graph/kit/mutation.ts';
import { ReceivedDebit } from '../../treasury/received-debits.ts';
import { receivedInput, restReceived } from './received-input.ts';

/** POST /v1/test_helpers/treasury/received_debits */
mutation({
  name: 'testHelpersCreateReceivedDebit',
  description:
    'Lets somebody else take money from a financial account over ACH. It is made also where there is not enough: it has then failed.',
  testOnly: true,
  endpoint: '/v1/test_helpers/treasury/received_debits',
  object: { field: 'receivedDebit', type: ReceivedDebit, description: 'The received debit.' },
  input: receivedInput,
  expand: ['transaction'],
  // REST knows no other network for these.
  params: (received) => ({ ...restReceived(received), network: 'ach' }),
});
