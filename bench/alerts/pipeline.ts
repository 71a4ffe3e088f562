import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { newId, openRuntime } from '../../src/compose.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { deliveryJob } from '../../src/pipeline/decide-alerts.ts';
import { insertAlert, insertDeliveries } from '../../src/store/alerts.ts';
import { appendEvents } from '../../src/store/events.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { makeLab, makeRepo } from '../catalog/world.ts';

/** The whole pipeline with its embedded queue, a lab whose releases come, and webhooks that are told of all. */
export interface AlertPipeline extends AsyncDisposable {
  /** Writes that a release came. Returns when it is committed, in milliseconds since 1970. */
  release(index: number): Promise<number>;
  /** Queues so many alerts to each channel, all at once. */
  queue(alerts: number): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const SECRET = `whsec_${Buffer.from('a secret for this bench alone').toString('base64')}`;

/** `variables`: further environment, such as DATABASE_URL. */
export async function openPipeline(
  url: string,
  channels: number,
  variables: Readonly<Record<string, string>> = {},
): Promise<AlertPipeline> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
  const environment = readEnvironment({ ...variables, MODELWATCH_ALLOW_PRIVATE_NETWORK: '1' });
  const shipped = await loadConfiguration(join(PACKAGE_ROOT, 'config'), readEnvironment({}));
  const lab = makeLab(0);
  const ids = Array.from({ length: channels }, (_, index) => `channel-${index}`);
  const clock = { now: Date.now };
  const runtime = await openRuntime({
    configuration: {
      ...shipped,
      labs: [lab],
      sources: [],
      planned: [],
      baseline: [],
      pins: [],
      hiddenRepos: [],
      channels: ids.map((id) => ({
        id,
        kind: 'webhook' as const,
        url: `${url}/${id}`,
        secret: SECRET,
        allow_private_network: true,
      })),
      rules: [{ id: 'all', on: ['release.*'], to: ids }],
    },
    environment,
    dataFolder: folder,
    clock,
    use: 'start',
    log: pino({ level: 'silent' }),
    console: { write: () => {}, color: false, width: 80 },
  });
  const { database, announce } = runtime;
  let queue = await runtime.openQueue();
  return {
    release: async (index) => {
      const { observation } = makeRepo(0, 1000 + index, 0);
      // Of ModelScope: nothing further is read of it, so the alert waits for nobody.
      const after = { ...observation, key: `modelscope:bench-${index}` };
      const now = clock.now();
      const jobs = await database.write(async (tx) => {
        await appendEvents(tx, [{ lab: lab.id, event: { type: 'repo.added', key: after.key, after } }], {
          locator: 'json-api:bench',
          observedAt: now,
          notBefore: now - 60_000,
          gap: 'none',
        });
        return await enqueueJobs(
          tx,
          [{ kind: 'update-catalog', key: lab.id, lane: `lab:${lab.id}`, runAt: now }],
          now,
        );
      });
      const committed = performance.timeOrigin + performance.now();
      announce(jobs);
      return committed;
    },
    queue: async (alerts) => {
      const now = clock.now();
      await database.writeUnsynced(async (tx) => {
        for (let index = 0; index < alerts; index++) {
          const id = newId('alert');
          const content = {
            alert: {
              id,
              kind: 'lab.news' as const,
              title: `News ${index} of a lab, with as many words as such a title usually has`,
              createdAt: new Date(now).toISOString(),
              url: `https://news.example/${index}`,
              lines: ['“Some words of the article that say what it is about”', 'research, by News'],
              labName: lab.name,
              covers: [],
            },
          };
          const bare = {
            releaseId: null,
            milestone: null,
            reason: 'bench',
            createdAt: now,
            gap: 'none',
          } as const;
          await insertAlert(tx, { content, ...bare });
          const deliveries = ids.map((channel) => ({
            id: newId('msg'),
            alertId: id,
            channel,
            rule: 'all',
            createdAt: now,
          }));
          await insertDeliveries(tx, deliveries);
          await enqueueJobs(
            tx,
            deliveries.map((delivery) => deliveryJob(delivery, now)),
            now,
          );
        }
      });
    },
    start: () => queue.start(),
    stop: async () => {
      await queue.stop(5000);
      queue = await runtime.openQueue();
    },
    [Symbol.asyncDispose]: async () => {
      await queue.stop(1000);
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
