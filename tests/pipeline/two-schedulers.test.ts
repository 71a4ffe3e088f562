import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRuntime } from '../../src/compose.ts';
import { enqueueDuePolls } from '../../src/pipeline/enqueue-due-polls.ts';
import { postgres, sqlite } from '../store/stores.ts';
import { HOUR, type Rig, startRig } from './rig.ts';

const ORGANIZATIONS = ['Qwen', 'deepseek-ai', 'moonshotai'];
const SCHEDULERS = 3;
const ROUNDS = 8;

/** As a further process of the same program. */
async function openBeside(rig: Rig) {
  return await openRuntime({
    configuration: rig.configuration,
    environment: rig.environment,
    dataFolder: rig.folder,
    clock: rig.clock,
    use: 'start',
    log: pino({ level: 'silent' }),
    console: { write: () => {}, color: false, width: 80 },
  });
}

describe.each([sqlite, postgres])('several schedulers on $name', (kind) => {
  it.skipIf(kind.isSkipped)('that look at once make one job of each source that is due', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modelwatch-schedulers-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const environment = { DATABASE_URL: await kind.newUrl(folder) };
    await using rig = await startRig({ orgs: ORGANIZATIONS, environment });
    const others = await Promise.all(Array.from({ length: SCHEDULERS - 1 }, () => openBeside(rig)));
    try {
      const { database } = rig.runtime;
      const schedulers = [rig.runtime, ...others];
      for (let round = 1; round <= ROUNDS; round += 1) {
        rig.advance(round * HOUR);
        const made = await Promise.all(schedulers.map((scheduler) => enqueueDuePolls(scheduler)));
        expect(made.reduce((sum, count) => sum + count, 0)).toBe(ORGANIZATIONS.length);
        const rows = await database.reader.selectFrom('jobs').select(['kind', 'again']).execute();
        expect(rows).toEqual(ORGANIZATIONS.map(() => ({ kind: 'poll-huggingface', again: 0 })));
        await database.write((tx) => tx.deleteFrom('jobs').execute());
      }
    } finally {
      await Promise.all(others.map((other) => other.close()));
    }
  });
});
