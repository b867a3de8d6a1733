import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { recognized } from '../../../graph/kit/recognized.ts';
import { InboundTransfer, InboundTransferFailureCode } from '../../treasury/inbound-transfers.ts';
import { bankAct, idOfFlow } from './bank-act.ts';

const flow = { type: InboundTransfer, field: 'inboundTransfer', words: 'inbound transfer' };

const FailureDetailsInput = builder.inputType('TestFailureDetailsInput', {
  description: 'Why money cannot be pulled in.',
  fields: (t) => ({
    code: t.field({
      type: InboundTransferFailureCode.ref,
      description: 'The reason; REST takes one of its own when not given.',
    }),
  }),
});

/** POST /v1/test_helpers/treasury/inbound_transfers/{id}/succeed */
bankAct({
  ...flow,
  name: 'testHelpersSucceedInboundTransfer',
  description: 'Lets an inbound transfer succeed that is processing: its money can be spent.',
  endpoint: '/v1/test_helpers/treasury/inbound_transfers/{id}/succeed',
});

/** POST /v1/test_helpers/treasury/inbound_transfers/{id}/return */
bankAct({
  ...flow,
  name: 'testHelpersReturnInboundTransfer',
  description:
    'Lets the bank take the money of an inbound transfer back that has succeeded, by the received debit of its `linkedFlows`; the transfer is then `returned`.',
  endpoint: '/v1/test_helpers/treasury/inbound_transfers/{id}/return',
});

/** POST /v1/test_helpers/treasury/inbound_transfers/{id}/fail */
mutation({
  name: 'testHelpersFailInboundTransfer',
  description: 'Lets an inbound transfer fail that is processing: no money comes.',
  testOnly: true,
  endpoint: '/v1/test_helpers/treasury/inbound_transfers/{id}/fail',
  object: { field: flow.field, type: InboundTransfer, description: 'The inbound transfer as it is now.' },
  input: (t) => ({
    id: t.id({ required: true, description: idOfFlow(flow) }),
    failureDetails: t.field({ type: FailureDetailsInput, description: 'Why it fails.' }),
  }),
  expand: ['transaction'],
  values: ({ id }) => ({ id: checkedInputId(InboundTransfer.resource, id, ['id']) }),
  params: ({ failureDetails }) => ({
    failure_details: {
      code: failureDetails?.code == null ? undefined : recognized(failureDetails.code, ['failureDetails', 'code']),
    },
  }),
});
