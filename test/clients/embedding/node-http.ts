import { createServer } from 'node:http';
import { createGateway } from 'stripe-graphql-gateway';

const gateway = createGateway({
  secretKey: process.env.STRIPE_SECRET_KEY,
  apiBase: process.env.STRIPE_API_BASE,
  production: process.env.NODE_ENV === 'production',
  graphqlPath: '/api/money',
});

export const server = createServer(gateway);
server.on('close', gateway.dispose);
