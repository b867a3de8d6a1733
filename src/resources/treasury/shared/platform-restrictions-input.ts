import { builder } from '../../../graph/kit/builder.ts';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import type { RestParams } from '../../../stripe/form.ts';

const RestrictionInput = inputEnumeration('PlatformRestrictionInput', 'Whether a platform keeps money from moving.', {
  restricted: 'It does.',
  unrestricted: 'It does not.',
});

export const PlatformRestrictionsInput = builder.inputType('PlatformRestrictionsInput', {
  description: 'What the platform keeps a financial account from doing.',
  fields: (t) => ({
    inboundFlows: t.field({ type: RestrictionInput, description: 'For money coming in.' }),
    outboundFlows: t.field({ type: RestrictionInput, description: 'For money going out.' }),
  }),
});

/** The same as REST takes it; undefined when nothing is given. */
export const restPlatformRestrictions = (
  restrictions: typeof PlatformRestrictionsInput.$inferInput | null | undefined,
): RestParams | undefined =>
  restrictions
    ? {
        inbound_flows: restrictions.inboundFlows ?? undefined,
        outbound_flows: restrictions.outboundFlows ?? undefined,
      }
    : undefined;
