import { Environment, type FetchFunction, Network, RecordSource, Store } from 'relay-runtime';

/** What an application needs to use the gateway. */
export const createEnvironment = (url: string, fetch: typeof globalThis.fetch): Environment => {
  const ask: FetchFunction = async ({ text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  };
  return new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) });
};
