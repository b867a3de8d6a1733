import {
  createLocalJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import type { AuthWay } from '../config/auth.ts';
import { ConfigError } from '../config-error.ts';
import { bearerOf } from './bearer.ts';
import { type HeldKeys, holdersOf } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { IssuerKeys, keySetSchema } from './issuer-keys.ts';
import { readJsonFile } from './json-file.ts';
import { Refusal } from './refusal.ts';
import { readScopes, SCOPE, sendsAnyDocument } from './scopes.ts';
import { chooseTarget, isAccount } from './target.ts';

type JwtSettings = Extract<AuthWay, { way: 'jwt' }>;

/** Clocks differ (clock skew). */
const TOLERANCE_SECONDS = 5;

const readKeySet = (file: string): JWTVerifyGetKey => {
  const { success, data } = keySetSchema.safeParse(readJsonFile('AUTH_JWT_JWKS', file));
  if (!success) {
    throw new ConfigError(['AUTH_JWT_JWKS must be an address or a file with a JSON Web Key Set.']);
  }
  return createLocalJWKSet(data);
};

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  scope: z.string().default(''),
  stripe_accounts: z.array(z.string().refine(isAccount)).optional(),
});

/** An issuer has two or three keys; a token must not cost more verifications than that. */
const MAX_TRIED = 8;

/** Where several keys fit a token, as while keys without ids are replaced (key rotation), the one that has signed it. */
const verifyByAny = async (token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> => {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let tried = 0;
    for await (const key of error) {
      tried += 1;
      if (tried > MAX_TRIED) break;
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
};

const verified = async (token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> => {
  try {
    return await verifyByAny(token, keys, options);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const expired = error instanceof errors.JWTExpired;
    throw new Refusal('unauthenticated', expired ? 'This token has expired.' : 'This token is not valid here.');
  }
};

/**
 * Callers with a token that an issuer has signed: for this audience, with this algorithm and no other (algorithm
 * confusion), and with a time when it ends.
 */
export const jwtHolders = ({ issuer, audience, algorithm, jwks }: JwtSettings, keys: HeldKeys): Identify => {
  const keySet = /^https?:/.test(jwks) ? new IssuerKeys(jwks).find : readKeySet(jwks);
  const holder = holdersOf(keys);
  const options = {
    issuer,
    audience,
    algorithms: [algorithm],
    requiredClaims: ['sub', 'exp'],
    clockTolerance: TOLERANCE_SECONDS,
  };
  return async (headers) => {
    const payload = await verified(bearerOf(headers), keySet, options);
    const { success, data } = claimsSchema.safeParse(payload);
    if (!success) throw new Refusal('unauthenticated', 'A claim of this token is of another form than expected.');
    // Scopes of other services, for which the same issuer signs, are left out.
    const scopes = data.scope.split(' ').filter((scope) => SCOPE.test(scope));
    const target = chooseTarget(headers, { allowed: data.stripe_accounts, otherwise: keys });
    return holder({
      tenant: data.sub,
      scopes: readScopes(scopes),
      sendsAnyDocument: sendsAnyDocument(scopes),
      ...target,
    });
  };
};
