import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asked } from './asked.ts';
import { CALLERS, callerHoles } from './attacks/holes/callers.ts';
import { costHoles } from './attacks/holes/cost.ts';
import type { Hole } from './attacks/holes/hole.ts';
import { pathHoles } from './attacks/holes/paths.ts';
import { webHoles } from './attacks/holes/web.ts';
import { KEY, WIDE } from './gateways.ts';
import { codesOf } from './outcome.ts';
import { type Gateway, Helper, startGateway } from './processes.ts';
import { bound, type Row } from './report.ts';
import { Target } from './send.ts';
import { storm } from './storm.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

type Upstream = Helper<UpstreamQuestion, UpstreamReport>;

/** At a gateway with its defaults for production. */
const holes: readonly Hole[] = [...costHoles, ...webHoles, ...pathHoles];

const WITHIN_MS = 50;

const runHole = async (gateway: Gateway, upstream: Upstream, hole: Hole): Promise<Row> => {
  const { id, name, control } = hole;
  const target = new Target(gateway.origin);
  // What it makes of the REST API, and only that, is then known.
  const { requests: before } = await upstream.ask({ kind: 'learn' });
  const harmless = await control(target);
  const { requests } = await upstream.ask({ kind: 'watch' });
  const isServed = harmless.status === 200 && codesOf(harmless).length === 0 && requests > before;
  const stormed = await storm(hole, target);
  const { strangers, examples } = await upstream.ask({ kind: 'report' });
  await target.close();
  const { statuses, codes, breaches, hung, p50 } = stormed;
  const others = [
    ...statuses.filter((status) => !hole.statuses.includes(status)),
    ...codes.filter((code) => !hole.codes.includes(code)),
  ];
  return {
    id,
    name,
    figures: {
      requests: stormed.requests,
      answers: [...statuses, ...codes].join(' '),
      'p50 ms': p50,
      calls: strangers,
      '5xx': stormed.serverErrors,
      'the same without it': isServed ? 'served' : `${harmless.status} ${codesOf(harmless).join()}`,
    },
    broken: [
      ...Object.entries(breaches).map(([why, times]) => `${times} x ${why}`),
      ...bound(isServed, 'what is not hostile is not served either'),
      ...bound(strangers === 0, `${strangers} calls, such as ${examples[0]}`),
      ...bound(others.length === 0, `answered ${others.join()}`),
      ...bound(hung === 0, `${hung} without an end`),
      ...bound(p50 < WITHIN_MS, `half took over ${WITHIN_MS} ms`),
    ],
  };
};

const runAt = async (
  upstream: Upstream,
  asked: readonly Hole[],
  variables: Readonly<Record<string, string>>,
): Promise<Row[]> => {
  if (asked.length === 0) return [];
  const { url } = await upstream.ask({ kind: 'address' });
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: url, ...variables });
  const rows: Row[] = [];
  for (const hole of asked) rows.push(await runHole(gateway, upstream, hole));
  const exit = await gateway.stop();
  const [last] = rows;
  const troubles = [...bound(exit === 0, `it ended with ${exit}`), ...gateway.complaints];
  return last === undefined || troubles.length === 0 ? rows : [{ ...last, broken: troubles }, ...rows];
};

/** S2 to S6: holes of this stack as it comes, tried at a process. */
export const runHoles = async (isAsked: Asked): Promise<Row[]> => {
  const asked = (of: readonly Hole[]): readonly Hole[] => of.filter(({ id }) => isAsked(id));
  if (asked([...callerHoles, ...holes]).length === 0) return [];
  const upstream: Upstream = new Helper('./upstream.ts');
  const folder = mkdtempSync(join(tmpdir(), 'abuse-'));
  const file = join(folder, 'tokens.json');
  const callers = Object.entries(CALLERS).map(([name, { token, scopes }]) => ({
    name,
    sha256: createHash('sha256').update(token).digest('hex'),
    scopes,
  }));
  writeFileSync(file, JSON.stringify(callers));
  try {
    return [
      ...(await runAt(upstream, asked(callerHoles), { AUTH: 'token', AUTH_TOKENS_FILE: file })),
      ...(await runAt(upstream, asked(holes), {})),
    ];
  } finally {
    rmSync(folder, { recursive: true });
    upstream.end();
  }
};
