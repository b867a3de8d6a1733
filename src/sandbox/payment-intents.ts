import { collection } from './collection.ts';
import { type Endpoint, objectEndpoint } from './endpoint.ts';
import { invalid } from './errors.ts';
import { byText, created } from './filters.ts';
import { string } from './parameters.ts';

const type = 'payment_intent';

export const paymentIntentEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/payment_intents',
    type,
    filters: { created, customer: byText('customer', 'customer') },
  }),
  objectEndpoint(
    // The secret is for publishable keys; with a secret key it only has to be the right one.
    { path: '/v1/payment_intents/{intent}', returns: type, parameters: { client_secret: string() } },
    ({ world, ids }, { client_secret: secret }) => {
      const intent = world.get(type, ids.intent);
      if (secret === undefined || secret === intent.client_secret) return intent;
      throw invalid('client_secret', 'The client_secret does not match the payment intent.');
    },
  ),
];
