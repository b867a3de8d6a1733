import { ApolloProvider } from '@apollo/client/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from './client.ts';
import './style.css';
import { TransferList } from './transfer-list.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <h1>Transfers</h1>
      <TransferList />
    </ApolloProvider>
  </StrictMode>,
);
