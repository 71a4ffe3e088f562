import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ITEMS, writeFeedConfiguration } from '../poll/feed-world.ts';
import type { Verdict } from '../poll/verdict.ts';
import { openWatcher } from '../poll/watcher.ts';
import { cheapestOfEach, costOfEach, unitVerdicts } from './unit.ts';

/** Feeds: read for the first time (each of 30 items is new), and unchanged (304). */
export async function measureFeedCosts(url: string, feeds: number, runs: number): Promise<Verdict[]> {
  const file = fileURLToPath(new URL('../poll/feed-server-process.ts', import.meta.url));
  const server = fork(file, [String(feeds)], { execArgv: [] });
  const [address] = (await once(server, 'message')) as [string];
  const urls = Array.from({ length: feeds }, (_, feed) => `${address}/${feed}`);
  const watcher = await openWatcher(address, (folder) => writeFeedConfiguration(folder, urls), {
    DATABASE_URL: url,
  });
  try {
    const first = await costOfEach(url, feeds * ITEMS, () => watcher.round());
    const unchanged = await cheapestOfEach(runs, url, feeds, () => watcher.round());
    return [
      ...unitVerdicts('an item of a feed, read, recognised and stored', first),
      ...unitVerdicts('a look at an unchanged feed (304)', unchanged),
    ];
  } finally {
    await watcher.close();
    server.disconnect();
  }
}
