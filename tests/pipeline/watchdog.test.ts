import { expect, it, vi } from 'vitest';
import { createWatchdogPing } from '../../src/pipeline/ping-watchdog.ts';
import { type Health, viewHealth } from '../../src/pipeline/view-health.ts';
import { startServer } from '../http/local-server.ts';
import { createTestClient } from '../http/test-client.ts';
import { startRig } from './rig.ts';

it('is told while all is well, and not while it is not; that it cannot be told is said once', async () => {
  await using rig = await startRig({ orgs: ['Qwen'] });
  let status = 200;
  await using watchdog = await startServer((_request, response) => response.writeHead(status).end());
  // The operator's own watchdog may stand in their own network.
  await using http = createTestClient({ allowPrivateNetwork: false });
  const [warn, info] = [vi.fn(), vi.fn()];
  const { database, sources } = rig.runtime;
  const deps = { database, clock: rig.clock, sources, queueTrouble: () => null };
  let health: () => Promise<Health> = () => viewHealth(deps);
  const ping = createWatchdogPing({
    url: `${watchdog.url}/ping/secret-id`,
    http,
    log: Object.assign(Object.create(rig.runtime.log), { warn, info }),
    signal: new AbortController().signal,
    health: () => health(),
  });
  await ping();
  expect(watchdog.requests).toMatchObject([{ method: 'GET', url: '/ping/secret-id' }]);

  health = () => viewHealth({ ...deps, queueTrouble: () => 'Redis cannot be reached' });
  await ping();
  expect(watchdog.requests).toHaveLength(1);
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    { reasons: ['Redis cannot be reached'] },
    'not all is well: the watchdog is not told that it is',
  );

  health = () => viewHealth(deps);
  warn.mockClear();
  status = 500;
  await ping();
  await ping();
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    { reason: 'it answered 500' },
    'the watchdog could not be told',
  );
  status = 200;
  await ping();
  expect(info).toHaveBeenCalledExactlyOnceWith('the watchdog is told again');
});
