/** The program as it is shipped, in this process: configuration read, store opened, ready to refresh. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRuntime, type Runtime } from '../../src/compose.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { createLog } from '../../src/observability/log.ts';
import { type RefreshProgress, type RefreshReport, refresh } from '../../src/pipeline/refresh.ts';

export interface Watcher {
  readonly folder: string;
  readonly runtime: Runtime;
  /** One pass over all sources, or over the first `sources` of them. Throws where one of them did not work. */
  round(sources?: number, progress?: RefreshProgress): Promise<RefreshReport>;
  close(): Promise<void>;
}

/**
 * `configure` writes the files of the configuration into the folder that it is given. `variables`: further environment,
 * such as DATABASE_URL.
 */
export async function openWatcher(
  hubUrl: string,
  configure: (configurationFolder: string) => void,
  variables: Readonly<Record<string, string>> = {},
): Promise<Watcher> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
  const environment = readEnvironment({
    ...variables,
    HF_ENDPOINT: hubUrl,
    MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
  });
  configure(join(folder, 'config'));
  const configuration = await loadConfiguration(join(folder, 'config'), environment);
  const dataFolder = join(folder, 'data');
  const runtime = await openRuntime({
    configuration,
    environment,
    dataFolder,
    clock: { now: Date.now },
    use: 'work',
    log: await createLog({ level: 'warn', sentences: false, color: false, secrets: [] }),
    console: { write: () => true, color: false, width: 80 },
  });
  return {
    folder,
    runtime,
    round: async (sources, progress) => {
      const watched = [...runtime.sources.values()].slice(0, sources);
      const report = await refresh(runtime, watched, progress);
      const bad = report.sources.find(({ error }) => error !== undefined);
      if (bad !== undefined) throw new Error(`${bad.id}: ${bad.error?.message}`);
      return report;
    },
    close: async () => {
      await runtime.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
