import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogSync } from '../../src/store/log-sync.ts';

/** A disk that is done when the test says so. */
function slowDisk() {
  const waiting: { done: () => void; fail: (error: Error) => void }[] = [];
  const toDisk = () => new Promise<void>((resolve, reject) => waiting.push({ done: resolve, fail: reject }));
  return { waiting, toDisk };
}

async function makeLog() {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'modelwatch.db');
  await writeFile(`${file}-wal`, '');
  const disk = slowDisk();
  return { log: new LogSync(file, disk.toDisk), ...disk };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('serves all that wait with one sync, but none with one that began before it', async () => {
  const { log, waiting } = await makeLog();
  const over: string[] = [];
  const note = (name: string) => log.sync().then(() => void over.push(name));
  const first = note('first');
  const others = ['a', 'b', 'c'].map(note);
  expect(waiting).toHaveLength(1);
  waiting[0]?.done();
  await first;
  await turn();
  expect(over).toEqual(['first']);
  expect(waiting).toHaveLength(2);
  const late = note('late');
  waiting[1]?.done();
  await Promise.all(others);
  await turn();
  expect(waiting).toHaveLength(3);
  waiting[2]?.done();
  await late;
  expect(over).toEqual(['first', 'a', 'b', 'c', 'late']);
  await log.close();
});

it('tells everybody that the disk refused, and tries again for the next', async () => {
  const { log, waiting } = await makeLog();
  const first = log.sync();
  const second = log.sync();
  waiting[0]?.fail(new Error('EIO'));
  await expect(first).rejects.toMatchObject({ code: 'store-failed' });
  await turn();
  waiting[1]?.done();
  await second;
  await log.close();
});
