import { WorkerMetrics } from '../../src/process/worker-metrics.ts';
import { MODES } from '../../src/shared/membership.ts';
import { Metrics } from '../../src/telemetry/metrics.ts';

/** The name of every metric that a process can show, as Prometheus' `# TYPE` lines have it. */
export const metricNames = async (): Promise<ReadonlySet<string>> => {
  const metrics = new Metrics();
  metrics.measureProcess();
  metrics.measureDocuments({ bytes: 0, size: 0 });
  metrics.measureLog({ dropped: 0 });
  metrics.events.measureStreams({ size: 0 });
  metrics.measureSharedState(MODES, () => 'shared');
  const workers = new WorkerMetrics();
  workers.measure({ listening: 2, restarts: 0 });
  const text = `${await metrics.read()}\n${await workers.text([])}`;
  return new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name));
};
