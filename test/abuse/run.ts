import { writeFileSync } from 'node:fs';
import { runAttacks } from './part-attacks.ts';
import { endAll, type Gateway, Helper, startGateway } from './processes.ts';
import { bound, type Row, table } from './report.ts';
import { Traffic } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

const KEY = { STRIPE_SECRET_KEY: 'sk_test_abuse0000' };
/** The REST API allows good traffic alone more than a test key's 25 calls a second. */
const WIDE = { REST_READS_PER_SECOND: '10000', REST_WRITES_PER_SECOND: '10000', REST_ENDPOINT_PER_SECOND: '10000' };
const only = process.argv[2];
const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
const traffic = new Traffic();

const run = async (): Promise<Row[]> => {
  const { url } = await upstream.ask({ kind: 'address' });
  const gateway: Gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: url });
  await upstream.ask({ kind: 'learn' });
  await traffic.once(gateway.origin);
  const rows = await runAttacks({ gateway, upstream, traffic }, only);
  const alive = gateway.isAlive();
  rows.push({
    id: 'A',
    name: 'the process',
    figures: {
      restarts: alive ? 0 : 1,
      'log lines at error': gateway.complaints.length,
      'exit code': (await gateway.stop()) ?? -1,
    },
    broken: [...bound(alive, 'it ended'), ...bound(gateway.complaints.length === 0, gateway.complaints[0] ?? '')],
  });
  return rows;
};

run()
  .then((rows) => {
    writeFileSync('/tmp/abuse.json', JSON.stringify(rows, null, 2));
    process.stdout.write(`\n${table(rows)}\n`);
    if (rows.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
  })
  .catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  })
  .finally(endAll);
