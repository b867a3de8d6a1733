import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { recognized } from '../../../graph/kit/recognized.ts';
import type { RestObject } from '../../../graph/resource.ts';
import { OutboundFlowReturnedCode } from '../../treasury/shared/outbound-details.ts';
import { bankAct, idOfFlow, type TestedFlow } from './bank-act.ts';
import { restTracking, TestTrackingDetailsInput } from './tracking-input.ts';

const ReturnedDetailsInput = builder.inputType('TestReturnedDetailsInput', {
  description: 'How money that was sent out comes back.',
  fields: (t) => ({
    code: t.field({
      type: OutboundFlowReturnedCode.ref,
      description: 'Why the receiving bank sends it back; REST takes `OTHER` when not given.',
    }),
  }),
});

interface OutboundOptions<Shape> extends TestedFlow<Shape> {
  /** Of the mutations, such as `OutboundTransfer`. */
  readonly suffix: string;
  readonly endpoint: `/v1/test_helpers/treasury/${string}/{id}`;
}

/** What a bank does with money that is sent out: the same for outbound transfers and outbound payments. */
export const outboundHelpers = <Shape extends RestObject>({
  suffix,
  endpoint,
  ...flow
}: OutboundOptions<Shape>): void => {
  const { type, field, words } = flow;
  const object = { field, type, description: `The ${words} as it is now.` };

  bankAct({
    ...flow,
    name: `testHelpersFail${suffix}`,
    description: `Lets an ${words} fail that is processing: the money is back in the balance.`,
    endpoint: `${endpoint}/fail`,
  });
  bankAct({
    ...flow,
    name: `testHelpersPost${suffix}`,
    description: `Lets an ${words} arrive that is processing: the money is gone.`,
    endpoint: `${endpoint}/post`,
  });
  mutation({
    name: `testHelpersReturn${suffix}`,
    description: `Lets the receiving bank send an ${words} back: the money returns by a transaction of its own.`,
    testOnly: true,
    endpoint: `${endpoint}/return`,
    object,
    input: (t) => ({
      id: t.id({ required: true, description: idOfFlow(flow) }),
      returnedDetails: t.field({ type: ReturnedDetailsInput, description: 'How it comes back.' }),
    }),
    expand: ['transaction', 'returned_details.transaction'],
    values: ({ id }) => ({ id: checkedInputId(type.resource, id, ['id']) }),
    params: ({ returnedDetails }) => ({
      returned_details: {
        code: returnedDetails?.code == null ? undefined : recognized(returnedDetails.code, ['returnedDetails', 'code']),
      },
    }),
  });
  mutation({
    name: `testHelpersUpdate${suffix}`,
    description: `Gives an ${words} the numbers by which banks find it. It must have left: REST refuses one that is cancelable, canceled or failed.`,
    testOnly: true,
    endpoint,
    object,
    input: (t) => ({
      id: t.id({ required: true, description: idOfFlow(flow) }),
      trackingDetails: t.field({ type: TestTrackingDetailsInput, required: true, description: 'Its numbers.' }),
    }),
    expand: ['transaction'],
    values: ({ id }) => ({ id: checkedInputId(type.resource, id, ['id']) }),
    params: ({ trackingDetails }) => ({ tracking_details: restTracking(trackingDetails) }),
  });
};
