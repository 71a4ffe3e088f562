import { clockAhead } from './scenarios/clock-ahead.ts';
import { killDaemon } from './scenarios/kill-daemon.ts';
import { killWorkers } from './scenarios/kill-workers.ts';
import { pausedWorker } from './scenarios/paused-worker.ts';
import { postgresRestarted } from './scenarios/postgres-restarted.ts';
import { redisAway } from './scenarios/redis-away.ts';
import { redisEmptied } from './scenarios/redis-emptied.ts';
import { twoSchedulers } from './scenarios/two-schedulers.ts';
import type { Scenario } from './stage.ts';

/** In the order in which they are played. */
export const SCENARIOS: readonly Scenario[] = [
  killDaemon,
  killWorkers,
  redisEmptied,
  redisAway,
  postgresRestarted,
  pausedWorker,
  twoSchedulers,
  clockAhead,
];
