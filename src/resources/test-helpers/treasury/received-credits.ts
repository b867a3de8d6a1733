import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { ReceivedCredit } from '../../treasury/received-credits.ts';
import { receivedInput, restReceived } from './received-input.ts';

const ReceivedCreditNetwork = inputEnumeration(
  'TestReceivedCreditNetwork',
  'The network by which a test lets money come in.',
  {
    ach: 'Bank transfers in the United States. What comes by it can be reversed.',
    us_domestic_wire: 'Wires between banks in the United States. What comes by it stays.',
  },
);

/** POST /v1/test_helpers/treasury/received_credits */
mutation({
  name: 'testHelpersCreateReceivedCredit',
  description: 'Lets somebody else send money to a financial account; it is in the balance at once.',
  testOnly: true,
  endpoint: '/v1/test_helpers/treasury/received_credits',
  object: { field: 'receivedCredit', type: ReceivedCredit, description: 'The received credit.' },
  input: (t) => ({
    ...receivedInput(t),
    network: t.field({ type: ReceivedCreditNetwork, required: true, description: 'What carries the money.' }),
  }),
  expand: ['transaction'],
  params: ({ network, ...received }) => ({ ...restReceived(received), network }),
});
