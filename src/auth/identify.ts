import type { AuthSettings } from '../config/auth.ts';
import type { HeldKeys } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { jwtHolders } from './jwt.ts';
import { anyone } from './none.ts';
import { keyHolders } from './passthrough.ts';
import { checkScopes, readTokens, tokenHolders } from './tokens.ts';

export type IdentifyOptions = HeldKeys & Pick<AuthSettings, 'auth' | 'live'>;

/**
 * The one way in which callers are told apart here. Throws a ConfigError when a file that it needs is wrong.
 *
 * @param domains the parts of the REST API that the graph shows, as scopes name them
 */
export const createIdentify = (options: IdentifyOptions, domains: readonly string[]): Identify => {
  const { auth } = options;
  switch (auth.way) {
    case 'none':
      return anyone(options);
    case 'token':
      return tokenHolders(checkScopes(readTokens(auth.tokensFile), domains), options);
    case 'jwt':
      return jwtHolders(auth, options);
    case 'passthrough':
      return keyHolders(options);
  }
};
