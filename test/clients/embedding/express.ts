import express from 'express';
import { createGateway } from 'stripe-graphql-gateway';

export const gateway = createGateway({
  secretKey: process.env.STRIPE_SECRET_KEY,
  apiBase: process.env.STRIPE_API_BASE,
  production: process.env.NODE_ENV === 'production',
});

export const app = express();
app.use(express.json());
app.all(['/graphql', '/graphiql'], gateway);
