import { expect, it } from 'vitest';
import { processors, processorsWithin } from '../../src/config/processors.ts';

const V2 = '0::/system.slice/gateway.service\n';
const V1 = '5:memory:/docker/ab\n4:cpu,cpuacct:/docker/ab\n1:name=systemd:/docker/ab\n';
const UNIT = '/sys/fs/cgroup/system.slice/gateway.service/cpu.max';
const OF_V1 = '/sys/fs/cgroup/cpu,cpuacct';

it.each([
  ['no cgroups', {}, 8],
  ['a container without a limit', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }, 8],
  ['a container with two', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '200000 100000\n' }, 2],
  ['one and a half', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' }, 1],
  ['a fifth of one', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '20000 100000\n' }, 1],
  ['more than there are', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '1600000 100000\n' }, 8],
  ['a service of systemd with three', { '/proc/self/cgroup': V2, [UNIT]: '300000 100000\n' }, 3],
  [
    'a slice that leaves less than its service may have',
    { '/proc/self/cgroup': V2, [UNIT]: '400000 100000\n', '/sys/fs/cgroup/system.slice/cpu.max': '200000 100000\n' },
    2,
  ],
  [
    'the first version of cgroups',
    {
      '/proc/self/cgroup': V1,
      [`${OF_V1}/docker/ab/cpu.cfs_quota_us`]: '400000\n',
      [`${OF_V1}/docker/ab/cpu.cfs_period_us`]: '100000\n',
    },
    4,
  ],
  [
    'the first version, where a container sees its own group as the root',
    {
      '/proc/self/cgroup': V1,
      [`${OF_V1}/cpu.cfs_quota_us`]: '100000\n',
      [`${OF_V1}/cpu.cfs_period_us`]: '50000\n',
    },
    2,
  ],
  [
    'the first version without a limit',
    {
      '/proc/self/cgroup': V1,
      [`${OF_V1}/docker/ab/cpu.cfs_quota_us`]: '-1\n',
      [`${OF_V1}/docker/ab/cpu.cfs_period_us`]: '100000\n',
    },
    8,
  ],
  ['what cannot be read as numbers', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'none\n' }, 8],
])('%s', (_, files: Record<string, string>, expected) => {
  expect(processorsWithin(8, (file) => files[file])).toBe(expected);
});

it('are at least one on this machine', () => {
  expect(processors()).toBeGreaterThanOrEqual(1);
});
