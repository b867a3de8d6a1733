import { createGateway } from 'stripe-graphql-gateway';

const gateway = createGateway({
  secretKey: process.env.STRIPE_SECRET_KEY,
  apiBase: process.env.STRIPE_API_BASE,
  production: process.env.NODE_ENV === 'production',
});

const handler = (request: Request): Promise<Response> => gateway.fetch(request);

export { handler as GET, handler as OPTIONS, handler as POST };
