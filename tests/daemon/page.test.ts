import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { makePlace, type Program } from './program.ts';

/** Where a daemon says that its page is. */
async function urlOf(daemon: Program): Promise<string> {
  await daemon.says('serving the page');
  return /"url":"([^"]+)"/.exec(daemon.stderr)?.[1] ?? '';
}

it('is served by the daemon, shows what it finds, and ends with it', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B'));
  const daemon = place.start(['start', '--listen', '127.0.0.1:0']);
  const url = await urlOf(daemon);
  await daemon.says('watching');
  place.makeDue();
  await eventually('the page shows the release', async () =>
    (await (await fetch(url)).text()).includes('Qwen3'),
  );
  // A reader that keeps its connection holds nobody up.
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

it('a port that is taken is said, and the watching goes on', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await eventually('it listens', () => other.listening);
  const { port } = other.address() as AddressInfo;
  const place = await makePlace({ Qwen: 'qwen' });
  const daemon = place.start(['start', '--listen', `127.0.0.1:${port}`]);
  await daemon.says('the page is not served; all else goes on');
  await daemon.says('watching');
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toBe(0);
});

it('where others can reach it, it takes a token; what is no address is refused', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  const refused = await place.run(['start', '--listen', '0.0.0.0:0']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('others can reach it, and there is no access token yet');
  expect(refused.stderr).toContain('modelwatch token create');
  const wrong = await place.run(['start', '--listen', '8787']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('Write HOST:PORT');

  const token = (await place.run(['token', 'create'])).stdout.split('\n')[0] ?? '';
  const daemon = place.start(['start', '--listen', '0.0.0.0:0']);
  const url = (await urlOf(daemon)).replace('0.0.0.0', '127.0.0.1');
  const closed = await fetch(url, { redirect: 'manual' });
  expect(closed.headers.get('location')).toBe('/sign-in?to=%2F');
  const open = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect(open.status).toBe(200);
  expect(daemon.stderr).not.toContain(token);
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toBe(0);
});
