import { expect, it, vi } from 'vitest';
import { fingerprintConfiguration } from '../../src/config/configuration-fingerprint.ts';
import { createConfigurationComparison } from '../../src/pipeline/compare-configuration.ts';
import { MINUTE, startRig } from './rig.ts';

it('a process that is configured otherwise than the schedulers says so once, and when that is over', async () => {
  await using rig = await startRig({ orgs: ['Qwen'] });
  const { database, log } = rig.runtime;
  const [warn, info] = [vi.fn(), vi.fn()];
  const compareAs = (fingerprint: string, schedules: boolean) =>
    createConfigurationComparison({
      database,
      clock: rig.clock,
      log: Object.assign(Object.create(log), { warn, info }),
      fingerprint,
      schedules,
    });
  const scheduler = compareAs('a', true);
  const worker = compareAs('b', false);
  await worker();
  expect(warn).not.toHaveBeenCalled();
  await scheduler();
  await worker();
  await worker();
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('configured otherwise'));

  // A second scheduler does not take over while the first one is there.
  const second = compareAs('b', true);
  await second();
  expect(warn).toHaveBeenCalledTimes(2);
  await scheduler();
  expect(warn).toHaveBeenCalledTimes(2);
  rig.advance(4 * MINUTE);
  await second();
  await worker();
  expect(info.mock.calls).toEqual([
    ['all processes of this database are configured alike again'],
    ['all processes of this database are configured alike again'],
  ]);
});

it('a fingerprint is of what is agreed on, and of no secret', async () => {
  await using rig = await startRig({ orgs: ['Qwen'] });
  const { configuration } = rig;
  const usual = fingerprintConfiguration(configuration, '1.0.0');
  expect(fingerprintConfiguration({ ...configuration }, '1.0.0')).toBe(usual);
  const channels = [{ id: 'team', kind: 'webhook' as const, url: 'https://example.org/another' }];
  expect(fingerprintConfiguration({ ...configuration, channels }, '1.0.0')).toBe(usual);
  expect(fingerprintConfiguration({ ...configuration, rules: [] }, '1.0.0')).not.toBe(usual);
  expect(fingerprintConfiguration({ ...configuration, sources: [] }, '1.0.0')).not.toBe(usual);
  expect(fingerprintConfiguration(configuration, '1.0.1')).not.toBe(usual);
});
