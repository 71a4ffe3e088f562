import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { startServer } from '../http/local-server.ts';
import { model } from '../pipeline/models.ts';
import { endAll } from './each-role.ts';
import { makePlace, type Program } from './program.ts';

/** Where a process says that it serves. */
async function urlOf(program: Program, says: string): Promise<string> {
  await program.says(says);
  const line = program.stderr.split('\n').find((text) => text.includes(`"${says}"`)) ?? '{}';
  return JSON.parse(line).url;
}

it('each role can be looked at from outside, and the watchdog is told by who schedules', async () => {
  await using watchdog = await startServer((_request, response) => response.end('OK'));
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B'));
  const environment = { MODELWATCH_WATCHDOG_URL: `${watchdog.url}/ping/my-own-id` };
  const anywhere = ['--listen', '127.0.0.1:0'];
  const scheduler = place.start(['start', '--role', 'scheduler'], environment);
  const worker = place.start(['start', '--role', 'worker', ...anywhere], environment);
  const web = place.start(['start', '--role', 'web', ...anywhere], environment);
  const [workerUrl, webUrl] = await Promise.all([
    urlOf(worker, 'serving health and metrics'),
    urlOf(web, 'serving the page'),
  ]);
  await scheduler.says('watching what is due');
  place.makeDue();
  await worker.says('baselined 1');
  const metrics = async (url: string) => await (await fetch(`${url}/metrics`)).text();
  await eventually('it is counted', async () =>
    (await metrics(workerUrl)).includes(
      'modelwatch_polls_total{kind="huggingface-org",outcome="baselined"} 1',
    ),
  );
  const counted = await metrics(workerUrl);
  expect(counted).toMatch(/^modelwatch_http_requests_total\{to="huggingface-org",status="2xx"\} \d+$/m);
  expect(counted).toContain('roles="worker"');
  expect((await fetch(`${workerUrl}/healthz`)).status).toBe(200);
  expect((await fetch(`${workerUrl}/`)).status).toBe(404);

  const ready = await fetch(`${webUrl}/readyz`);
  expect([ready.status, Reflect.get(Object(await ready.json()), 'lastTick')]).toEqual([
    200,
    { at: expect.any(String), secondsAgo: expect.any(Number) },
  ]);
  expect(await metrics(webUrl)).not.toContain('modelwatch_polls_total{');
  expect(scheduler.stderr).not.toContain('serving');

  await eventually('the watchdog was told', () => watchdog.requests.length > 0);
  expect(watchdog.requests).toHaveLength(1);
  expect(watchdog.requests[0]?.url).toBe('/ping/my-own-id');
  await endAll([scheduler, worker, web]);
});
