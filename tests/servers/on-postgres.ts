// Runs the tests of the pipeline and of the commands once more, with their stores on PostgreSQL. What follows goes to vitest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const wanted = process.argv.slice(2);

/** These are about the SQLite file itself. */
const OF_THE_FILE = ['tests/cli/backup.test.ts', 'tests/cli/token.test.ts'];

const { status } = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    ...OF_THE_FILE.flatMap((file) => ['--exclude', file]),
    ...(wanted.length > 0 ? wanted : ['tests/pipeline', 'tests/cli']),
  ],
  { stdio: 'inherit', env: { ...process.env, MODELWATCH_TEST_DATABASE: 'postgres' } },
);
process.exitCode = status ?? 1;
