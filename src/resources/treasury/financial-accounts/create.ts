import { InputError } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { FinancialAccount } from '../financial-accounts.ts';
import { FinancialAccountFeaturesInput, restFeatures } from '../shared/features-input.ts';
import { PlatformRestrictionsInput, restPlatformRestrictions } from '../shared/platform-restrictions-input.ts';

/** POST /v1/treasury/financial_accounts */
mutation({
  name: 'createFinancialAccount',
  description: 'Opens a financial account, without money. Features that are asked for may take a while to be active.',
  endpoint: '/v1/treasury/financial_accounts',
  object: { field: 'financialAccount', type: FinancialAccount, description: 'The financial account.' },
  input: (t) => ({
    supportedCurrencies: t.field({
      type: ['Currency'],
      required: true,
      description: 'The currencies that it can hold, at least one.',
    }),
    features: t.field({
      type: FinancialAccountFeaturesInput,
      description: 'What it is to do; nothing when not given.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
    platformRestrictions: t.field({
      type: PlatformRestrictionsInput,
      description: 'What the platform keeps it from doing; nothing when not given.',
    }),
  }),
  expand: ['features'],
  params: ({ supportedCurrencies, features, metadata, platformRestrictions }) => {
    if (supportedCurrencies.length === 0) {
      throw new InputError(['supportedCurrencies'], '`supportedCurrencies` must have at least one item.');
    }
    return {
      supported_currencies: supportedCurrencies.map((currency) => currency.toLowerCase()),
      features: features ? restFeatures(features) : undefined,
      metadata: restMetadata(metadata),
      platform_restrictions: restPlatformRestrictions(platformRestrictions),
    };
  },
});
