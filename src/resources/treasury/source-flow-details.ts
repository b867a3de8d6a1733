import { builder } from '../../graph/kit/builder.ts';
import { lookUp } from '../../graph/kit/lookup.ts';
import { variantOf } from '../../graph/kit/reference.ts';
import { Payout } from '../payouts.ts';
import { CreditReversal } from './credit-reversals.ts';
import { OutboundPayment } from './outbound-payments.ts';
import { ReceivedCreditLinkedFlows } from './received-credits.ts';

const RESOURCES = {
  credit_reversal: CreditReversal.resource,
  outbound_payment: OutboundPayment.resource,
  payout: Payout.resource,
} as const;

type SourceFlowType = keyof typeof RESOURCES;

const isKnown = (type: string | null): type is SourceFlowType => type !== null && Object.hasOwn(RESOURCES, type);

const VARIANTS = Object.fromEntries(Object.entries(RESOURCES).map(([key, { typename }]) => [typename, key]));

const SourceFlowDetails = builder.unionType('ReceivedCreditSourceFlowDetails', {
  description: 'The flow at Stripe that a received credit comes from.',
  types: [CreditReversal, OutboundPayment, Payout],
  resolveType: ({ object }, context) => context.resources.ofObject(object)?.typename,
});

builder.objectField(ReceivedCreditLinkedFlows, 'sourceFlowDetails', (t) =>
  t.field({
    type: SourceFlowDetails,
    nullable: true,
    description:
      'The flow that `sourceFlow` names; null when there is none, or one of another kind. Costs no call of its own where it can be expanded, else one for each.',
    extensions: {
      rest: { kind: 'reference', key: 'source_flow_details', expandable: true, variants: VARIANTS },
    },
    resolve: (linked, _args, context, info) => {
      const { source_flow: id, source_flow_details: details, source_flow_type: type } = linked;
      if (id === null || !isKnown(type)) return null;
      const resource = RESOURCES[type];
      const arrived = details ? variantOf(details, type, resource.typename, context) : null;
      if (arrived !== null) return arrived as never;
      return lookUp(resource, id, context, info, true) as never;
    },
  }),
);
