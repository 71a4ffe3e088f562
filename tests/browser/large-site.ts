import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { LABS, makeLab } from '../../bench/catalog/world.ts';
import { fillWebStore } from '../../bench/web/store.ts';
import { WORLD_END } from '../../bench/web/world.ts';
import { openRuntime } from '../../src/compose.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { startWeb } from '../../src/web/start-web.ts';
import { usualConfiguration } from '../pipeline/rig.ts';

const RELEASES = 20_000;

export interface LargeSite extends AsyncDisposable {
  readonly url: string;
  /** Any of its releases. */
  readonly release: string;
}

/**
 * The page on a catalog of 20,000 releases. To make one takes minutes: MODELWATCH_LARGE_STORE names a folder in which
 * it is kept, and taken from the next time.
 */
export async function startLargeSite(): Promise<LargeSite> {
  const kept = process.env.MODELWATCH_LARGE_STORE;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'modelwatch-large-')));
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(folder, 'modelwatch.db'))) await fillWebStore(folder, RELEASES);
  const labs = Array.from({ length: LABS }, (_, index) => makeLab(index));
  const configuration = { ...(await usualConfiguration([], 'http://127.0.0.1:9/')), labs };
  const runtime = await openRuntime({
    configuration,
    environment: readEnvironment({}),
    dataFolder: folder,
    clock: { now: () => WORLD_END },
    use: 'start',
    log: pino({ level: 'silent' }),
    metrics: null,
    console: { write: () => {}, color: false, width: 80 },
  });
  const web = await startWeb(runtime, { host: '127.0.0.1', port: 0 });
  const { id } = await runtime.database.reader
    .selectFrom('releases')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return {
    url: web.url,
    release: `/releases/${id}`,
    [Symbol.asyncDispose]: async () => {
      await web.stop();
      await runtime.close();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
