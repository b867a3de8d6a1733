import type { Config } from '../config/config.ts';

/** Without a key there is nothing else to show; callers who bring their own keys have no use for it. */
export const needsSandbox = ({ secretKey, auth }: Config): boolean =>
  secretKey === undefined && auth.way !== 'passthrough';

const dataOf = (config: Config): string[] => {
  if (needsSandbox(config)) {
    return [
      'Data: the built-in sandbox. Nothing here is real, and all of it is gone when the process ends.',
      'Your own data: set STRIPE_SECRET_KEY=sk_test_… and start it again.',
    ];
  }
  return [
    `Data: ${config.apiBase}, under ${config.auth.way === 'passthrough' ? "the callers' own keys" : 'your key'}.`,
  ];
};

export const welcome = (url: string, config: Config): string =>
  [`GraphiQL and the graph: ${url}${config.graphqlPath}`, ...dataOf(config), ''].join('\n');
