import fastify from 'fastify';
import { createGateway } from 'stripe-graphql-gateway';

const gateway = createGateway({
  secretKey: process.env.STRIPE_SECRET_KEY,
  apiBase: process.env.STRIPE_API_BASE,
  production: process.env.NODE_ENV === 'production',
});

export const app = fastify();
for (const path of ['/graphql', '/graphiql']) {
  app.all(path, async (request, reply) => {
    reply.hijack();
    await gateway(Object.assign(request.raw, { body: request.body }), reply.raw);
  });
}
app.addHook('onClose', gateway.dispose);
