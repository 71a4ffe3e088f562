/** What keeping the catalog costs, in a small and in a large one. `npm run bench:catalog`; `-- --quick` for a smaller run. */
import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { makeReference, slowdownOf } from './catalog/reference.ts';
import { type Filled, fillStore } from './catalog/store.ts';
import { LABS, makeRepo, makeSaying } from './catalog/world.ts';
import { belowVerdict, figure, printVerdict, ratioVerdict, type Verdict } from './poll/verdict.ts';

const quick = process.argv.includes('--quick');
const repos = quick ? { small: 2_000, large: 20_000 } : { small: 10_000, large: 100_000 };
const EVENTS = quick ? 600 : 2000;
/**
 * A quick run is short, and other things run beside it: it is judged by what its times would be on a quiet machine (by a
 * fixed piece of work timed beside them), and with this much room. A full run is judged by its times.
 */
const QUICK_NOISE = quick ? 0.7 : 1;
const PIECES_BESIDE_A_REBUILD = 100;

const [cpu] = cpus();
console.log(
  `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores; Node.js ${process.versions.node}; ${process.platform}`,
);
console.log(`${new Date().toISOString().slice(0, 10)}${quick ? '; quick run' : ''}\n`);

const verdicts: Verdict[] = [];
const small = await measure(repos.small, false);
const large = await measure(repos.large, true);
show([
  ratioVerdict(
    'one event, median: the large catalog against the small one',
    large.median / small.median,
    quick ? 1.5 / QUICK_NOISE : 1.5,
  ),
]);

const missed = verdicts.filter(({ met }) => met === false);
console.log(missed.length === 0 ? '\nall targets met' : `\n${missed.length} missed`);
process.exitCode = missed.length === 0 ? 0 : 1;

function show(found: readonly Verdict[]): void {
  for (const verdict of found) printVerdict(verdict);
  verdicts.push(...found);
}

async function measure(count: number, isLarge: boolean): Promise<{ readonly median: number }> {
  await using store = await fillStore(count);
  const claims = await countClaims(store);
  console.log(`${count.toLocaleString('en-US')} repos, ${claims.toLocaleString('en-US')} claims`);
  using reference = makeReference(store.folder);
  const beside = Array.from({ length: PIECES_BESIDE_A_REBUILD }, () => reference.piece());
  const again = await store.rebuild();
  for (let piece = 0; piece < PIECES_BESIDE_A_REBUILD; piece++) beside.push(reference.piece());
  const slowRebuild = quick ? slowdownOf(beside) : 1;
  const perSecond = (again.report.events / again.took) * 1000 * slowRebuild;
  show([
    figure(
      '  a store of them',
      `${(statSync(join(store.folder, 'modelwatch.db')).size / 1e6).toFixed(0)} MB`,
    ),
    // A small one is rebuilt before its beginning and end are worth nothing beside it.
    isLarge
      ? atLeast('  rebuilt from the log', perSecond, 5000 * QUICK_NOISE, 'events/s')
      : figure('  rebuilt from the log', `${perSecond.toFixed(0)} events/s`),
  ]);
  if (again.report.moved.length + again.report.changed.length > 0)
    throw new RangeError('a rebuild by the same rules changes nothing');
  const works: number[] = [];
  const wholes: number[] = [];
  const pieces: number[] = [];
  for (const { lab, event } of events()) {
    const { work, whole } = await store.apply(lab, event);
    works.push(work);
    wholes.push(whole);
    pieces.push(reference.piece());
  }
  const slow = quick ? slowdownOf(pieces) : 1;
  const median = at(works, 0.5) / slow;
  show([
    ...(quick ? [figure('  this machine, against a quiet one', `${slow.toFixed(2)} × slower`)] : []),
    below('  one event taken in, median', median, 2 / QUICK_NOISE),
    below('  one event taken in, 99th percentile', at(works, 0.99) / slow, 10 / QUICK_NOISE),
    figure('    and committed, on this disk: median', `${at(wholes, 0.5).toFixed(2)} ms`),
    figure('    and committed, on this disk: 99th percentile', `${at(wholes, 0.99).toFixed(2)} ms`),
    figure('  peak resident', `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`),
  ]);
  console.log('');
  return { median };
}

function at(times: number[], share: number): number {
  return times.sort((left, right) => left - right)[Math.floor(times.length * share)] ?? 0;
}

/** New releases and repos, edits, facts and articles, of all labs and of releases of every size. */
function* events() {
  for (let index = 0; index < EVENTS; index++) {
    const lab = (index * 7) % LABS;
    const version = index % 23;
    const old = makeRepo(lab, version, 0);
    const { key } = old.observation;
    const at = 1_800_000_000_000 + index;
    const fresh = makeRepo(lab, 300 + (index % 200), Math.floor(index / 200));
    switch (index % 5) {
      case 0:
        yield {
          lab,
          event: { type: 'repo.added', key: fresh.observation.key, after: fresh.observation },
        } as const;
        break;
      case 1: {
        const extra = makeRepo(lab, version, 41 + index);
        const after = {
          ...extra.observation,
          key: `extra-${index}`,
          name: `${extra.observation.name}-${index}`,
        };
        yield { lab, event: { type: 'repo.added', key: after.key, after } } as const;
        break;
      }
      case 2:
        yield {
          lab,
          event: {
            type: 'repo.changed',
            key,
            before: { license: 'apache-2.0' },
            after: { license: index % 2 === 0 ? 'mit' : 'apache-2.0' },
          },
        } as const;
        break;
      case 3:
        if (old.facts !== null && old.facts.config !== null) {
          const config = { ...old.facts.config, contextLength: 131_072 + index };
          yield { lab, event: { type: 'repo.facts', key, after: { ...old.facts, config } } } as const;
        }
        break;
      default:
        yield { lab, event: makeSaying(lab, version, index, at) } as const;
    }
  }
}

async function countClaims({ database }: Filled): Promise<number> {
  const row = await database.reader
    .selectFrom('claims')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function below(what: string, value: number, most: number): Verdict {
  return { ...belowVerdict(what, value, most, 'ms'), figure: `${value.toFixed(2)} ms` };
}

function atLeast(what: string, value: number, least: number, unit: string): Verdict {
  return {
    what,
    figure: `${value.toFixed(0)} ${unit}`,
    target: `≥ ${least.toFixed(0)} ${unit}`,
    met: value >= least,
  };
}
