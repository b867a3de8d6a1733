import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { restMetadataUpdate } from '../../../graph/kit/metadata.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { FinancialAccount } from '../financial-accounts.ts';
import { FinancialAccountFeaturesInput, restFeatures } from '../shared/features-input.ts';
import { PlatformRestrictionsInput, restPlatformRestrictions } from '../shared/platform-restrictions-input.ts';

/** POST /v1/treasury/financial_accounts/{financial_account} */
mutation({
  name: 'updateFinancialAccount',
  description: 'Changes what a financial account may do, or its metadata. What is not given stays as it is.',
  endpoint: '/v1/treasury/financial_accounts/{financial_account}',
  object: { field: 'financialAccount', type: FinancialAccount, description: 'The financial account as it is now.' },
  input: (t) => ({
    id: t.id({ required: true, description: 'Id of the account, begins with `fa_`.' }),
    features: t.field({ type: FinancialAccountFeaturesInput, description: 'Features to ask for, or to do without.' }),
    metadata: t.field({
      type: 'JSONObject',
      description:
        'Your own key-value strings to set. Keys that are not named stay as they are; an empty text deletes its key.',
    }),
    clearMetadata: t.boolean({ description: 'True to delete every key, in place of `metadata`.' }),
    platformRestrictions: t.field({
      type: PlatformRestrictionsInput,
      description: 'What the platform keeps it from doing.',
    }),
  }),
  expand: ['features'],
  renamed: { financial_account: ['id'] },
  values: ({ id }) => ({ financial_account: checkedInputId(FinancialAccount.resource, id, ['id']) }),
  params: ({ features, metadata, clearMetadata, platformRestrictions }) => ({
    features: features ? restFeatures(features) : undefined,
    // Metadata may be left out where something else changes.
    metadata:
      (features || platformRestrictions) && metadata == null && !clearMetadata
        ? undefined
        : restMetadataUpdate(metadata, clearMetadata),
    platform_restrictions: restPlatformRestrictions(platformRestrictions),
  }),
});
