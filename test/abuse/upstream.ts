import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Fault, UpstreamRequest } from '../faulty-upstream/faults.ts';
import { seededFaults } from '../faulty-upstream/seeded-faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { transferSeed } from '../mutations/world.ts';
import { namedFaults } from './upstream-faults.ts';

/** `learn`: what is asked from now on is what good traffic asks. `watch`: everything else is counted. */
export type UpstreamQuestion =
  | { readonly kind: 'address' }
  | { readonly kind: 'learn' }
  | { readonly kind: 'watch' }
  /** Lets seeded faults fall on that part of the requests of that method, or on none. */
  | { readonly kind: 'fail'; readonly method?: 'POST' | 'any'; readonly rate: number; readonly seed: number }
  /** Whether what hangs is answered from now on. */
  | { readonly kind: 'heal' }
  | { readonly kind: 'report' };

export interface UpstreamReport {
  readonly url: string;
  readonly sandbox: string;
  readonly requests: number;
  readonly openSockets: number;
  readonly connections: number;
  /** Requests that good traffic does not make, since `watch`; and some of them. */
  readonly strangers: number;
  readonly examples: readonly string[];
  /** Bodies that hold other parameters than they were meant to. */
  readonly altered: number;
  /** Requests with a key, an account or a version that the gateway was not given. */
  readonly foreignHeaders: number;
  /** Requests that came to the address that redirects point to. */
  readonly elsewhere: number;
  /** Requests by the fault that their id names, and the most for one id. */
  readonly byFault: Readonly<Record<string, { readonly requests: number; readonly mostForOne: number }>>;
  /** Milliseconds since the epoch at which the connection of a hanging request closed, by its id. */
  readonly closedAt: Readonly<Record<string, number>>;
  /** The most requests in one second since the last report. */
  readonly mostInOneSecond: number;
}

const KEY = 'Bearer sk_test_abuse0000';
const sandbox = await startSandbox({ seed: [...defaultSeed(), ...transferSeed(40)] });

let elsewhere = 0;
const trap = createServer((_, response) => {
  elsewhere += 1;
  response.end('{}');
}).listen(0, '127.0.0.1');
await new Promise((resolve) => trap.once('listening', resolve));

const named = namedFaults(`http://127.0.0.1:${(trap.address() as AddressInfo).port}/elsewhere`);
const known = new Set<string>();
const byFault = new Map<string, Map<string, number>>();
const closedAt = new Map<string, number>();
const perSecond = new Map<number, number>();
const examples: string[] = [];
let mode: 'learn' | 'watch' | undefined;
let strangers = 0;
let altered = 0;
let foreignHeaders = 0;
let healed = false;
let random: ((request: UpstreamRequest) => Fault | undefined) | undefined;
let randomMethod: 'POST' | 'any' = 'any';

/** What the attacks on forms mean to send, and nothing else. */
const INTENDED = /^(amount|description|refund_application_fee|metadata\[[^[\]]+\]|expand\[\d+\])$/;

const isAltered = ({ method, url, body }: UpstreamRequest): boolean => {
  if (method !== 'POST' || !url.includes('Hostile')) return false;
  const form = new URLSearchParams(body);
  return [...form.keys()].some((key) => !INTENDED.test(key)) || form.getAll('amount').some((amount) => amount !== '7');
};

const note = (request: UpstreamRequest): void => {
  const { method, url, headers } = request;
  const second = Math.floor(Date.now() / 1_000);
  perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  const name = `${method} ${url}`;
  if (mode === 'learn') known.add(name);
  if (mode === 'watch' && !known.has(name)) {
    strangers += 1;
    if (examples.length < 20) examples.push(name.slice(0, 200));
  }
  if (isAltered(request)) altered += 1;
  const isForeign =
    headers.authorization !== KEY ||
    headers['stripe-account'] !== undefined ||
    headers['stripe-version'] !== '2024-11-20.acacia';
  if (isForeign) foreignHeaders += 1;
};

const ID = /\/(tr_1U([A-Za-z0-9]+?)x\d+)/;
/** Never answers, and tells when it was given up. */
const abandoned = (id: string): Fault => ({
  when: 'before',
  play: ({ socket }) => void socket.once('close', () => closedAt.set(id, Date.now())),
});

const faultOf = (request: UpstreamRequest): Fault | undefined => {
  note(request);
  const [, id = '', name] = ID.exec(request.url) ?? [];
  if (name !== undefined) {
    const ofName = byFault.get(name) ?? new Map<string, number>();
    byFault.set(name, ofName);
    const time = (ofName.get(id) ?? 0) + 1;
    ofName.set(id, time);
    if (name === 'abandoned') return abandoned(id);
    if (name === 'once503') return time === 1 ? named.s503 : undefined;
    if (healed && name === 'hangs') return undefined;
    return named[name];
  }
  return randomMethod === 'any' || request.method === randomMethod ? random?.(request) : undefined;
};

// The gateway lets go of an idle connection some seconds before this: what is open after that has leaked.
const upstream = await startFaultyUpstream({ target: sandbox.url, faults: faultOf, keepAliveMs: 5_000 });

const report = (): UpstreamReport => {
  const mostInOneSecond = Math.max(0, ...perSecond.values());
  perSecond.clear();
  return {
    url: upstream.url,
    sandbox: sandbox.url,
    requests: upstream.requests.length,
    openSockets: upstream.openSockets,
    connections: upstream.connections,
    strangers,
    examples,
    altered,
    foreignHeaders,
    elsewhere,
    byFault: Object.fromEntries(
      [...byFault].map(([name, times]) => {
        const counts = [...times.values()];
        return [name, { requests: counts.reduce((sum, n) => sum + n, 0), mostForOne: Math.max(...counts) }];
      }),
    ),
    closedAt: Object.fromEntries(closedAt),
    mostInOneSecond,
  };
};

process.on('message', (question: UpstreamQuestion) => {
  if (question.kind === 'learn' || question.kind === 'watch') mode = question.kind;
  if (question.kind === 'watch') {
    strangers = 0;
    examples.length = 0;
  }
  if (question.kind === 'heal') healed = true;
  if (question.kind === 'fail') {
    random = question.rate === 0 ? undefined : seededFaults(question.seed, question.rate);
    randomMethod = question.method ?? 'any';
  }
  process.send?.(report());
});
// Its parent has gone.
process.on('disconnect', () => process.exit());
