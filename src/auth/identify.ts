import type { AuthSettings } from '../config/auth.ts';
import type { HeldKeys } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { jwtHolders } from './jwt.ts';
import { anyone } from './none.ts';
import { keyHolders } from './passthrough.ts';
import { readTokens, tokenHolders } from './tokens.ts';

export type IdentifyOptions = HeldKeys & Pick<AuthSettings, 'auth' | 'live'>;

/** The one way in which callers are told apart here. Throws a ConfigError when a file that it needs is wrong. */
export const createIdentify = (options: IdentifyOptions): Identify => {
  const { auth } = options;
  switch (auth.way) {
    case 'none':
      return anyone(options);
    case 'token':
      return tokenHolders(readTokens(auth.tokensFile), options);
    case 'jwt':
      return jwtHolders(auth, options);
    case 'passthrough':
      return keyHolders(options);
  }
};
