import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GraphQLParams } from 'graphql-yoga';
import { publicError } from '../graph/errors.ts';

/** Where the Hive gateway puts its signature. */
const EXTENSION = 'hmac-signature';

/** JSON with the keys of every object in order: so it is one text for whoever signs and whoever checks. */
const stableJson = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item ?? null)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${stableJson(member)}`);
  return `{${members.join(',')}}`;
};

const hasAny = (variables: unknown): boolean =>
  typeof variables === 'object' && variables !== null && Object.keys(variables).length > 0;

/** What is signed: the document and its variables, which are left out where there are none. */
const signedText = ({ query, variables }: GraphQLParams): string =>
  stableJson({ query, variables: hasAny(variables) ? variables : undefined });

const notSigned = () =>
  publicError(
    'UNAUTHENTICATED',
    'This gateway answers its router alone, and the request has no signature of it that is right: ask the router.',
    { extensions: { http: { status: 401 } } },
  );

/** Throws UNAUTHENTICATED where the parameters of a request were not signed by who has the secret. */
export type CheckSignature = (params: GraphQLParams) => void;

/** Compares signatures in constant time: how long it takes tells nothing of the right one (timing attack). */
export const checkSignatureBy =
  (secret: string): CheckSignature =>
  (params) => {
    const given: unknown = params?.extensions?.[EXTENSION];
    const sent = Buffer.from(typeof given === 'string' ? given : '', 'base64');
    const right = createHmac('sha256', secret).update(signedText(params)).digest();
    if (sent.length !== right.length || !timingSafeEqual(sent, right)) throw notSigned();
  };
