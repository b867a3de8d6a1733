import type { Caller } from '../graph/caller.ts';
import type { RequestHeaders } from './bearer.ts';
import type { HeldKeys } from './held-keys.ts';
import { jwtHolders } from './jwt.ts';
import { anyone } from './none.ts';
import { keyHolders } from './passthrough.ts';
import type { AuthSettings } from './settings.ts';
import { readTokens, tokenHolders } from './tokens.ts';

/** Who asks, by the headers of their request alone. Throws a Refusal. */
export type Identify = (headers: RequestHeaders) => Caller | Promise<Caller>;

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
