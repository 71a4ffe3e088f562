/** How well names and hints are read, and repos put into releases, judged by a labelled file. See `npm run bench:grouping`. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { NamingLab } from '../src/domain/naming.ts';
import { identifyRepo } from '../src/domain/release-identity.ts';
import { isLanguageModel } from '../src/domain/release-kind.ts';
import type { GoldRow } from './gold-labels.ts';
import { readGold } from './gold-labels.ts';
import type { SimulatedRelease } from './simulated-catalog.ts';
import { simulateCatalog } from './simulated-catalog.ts';

const project = resolve(import.meta.dirname, '..');
const verbose = process.argv.includes('--verbose');
const given = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
const path = resolve(
  given ?? process.env.MODELWATCH_GOLD ?? resolve(project, '../shared/facts/gold-dev.csv'),
);

if (!existsSync(path)) {
  console.error(
    `No labels at ${path}. Name a file: npm run bench:grouping -- labels.csv, or set MODELWATCH_GOLD.`,
  );
  process.exit(2);
}

const rows = readGold(readFileSync(path, 'utf8'));
const labs = readLabs();
const wrong: string[] = [];
/** What is below its target; the exit code says so, so that a change that makes it worse does not go unseen. */
const missed: string[] = [];
const KINDS_RIGHT = 0.98;
const RELEASES_EXACT = 0.95;

printRows();
printOrders();
if (verbose) for (const line of wrong) console.log(line);
else if (wrong.length > 0) console.log(`\n${wrong.length} remarks; --verbose lists them.`);
for (const line of missed) console.log(`below target: ${line}`);
process.exitCode = missed.length > 0 ? 1 : 0;

function readLabs(): Map<string, NamingLab> {
  const file = resolve(project, 'config/labs.yaml');
  if (!existsSync(file)) return new Map();
  const written: { labs?: (Partial<NamingLab> & { organizations?: { huggingface?: string[] } })[] } = parse(
    readFileSync(file, 'utf8'),
  );
  return new Map(
    (written.labs ?? []).flatMap((lab) =>
      (lab.organizations?.huggingface ?? []).map((organization): [string, NamingLab] => [
        organization.toLowerCase(),
        {
          id: lab.id ?? organization,
          name: lab.name ?? organization,
          aliases: lab.aliases ?? [],
          families: lab.families ?? [],
          ...(lab.conventions ? { conventions: lab.conventions } : {}),
        },
      ]),
    ),
  );
}

function labOf(id: string): NamingLab {
  const organization = id.slice(0, id.indexOf('/'));
  const unknown = { id: organization.toLowerCase(), name: organization, aliases: [], families: [] };
  return labs.get(organization.toLowerCase()) ?? unknown;
}

function printRows(): void {
  const undated = rows.filter((row) => !row.dated).length;
  console.log(
    `${path}\n${rows.length} repos; ${undated} without a time were given that of their release, or one a month`,
  );
  console.log(`from the next. Conventions of ${labs.size} organizations.\n`);
  const recorded = rows.filter((row) => row.hints === 'recorded');
  const presumed = rows.filter((row) => row.hints !== 'recorded');
  const right = printShare('kind, recorded hints', recorded, kindIsRight);
  if (right < KINDS_RIGHT) missed.push(`kinds on recorded hints, ${KINDS_RIGHT * 100} %`);
  printShare('kind, presumed hints (not judged)', presumed, kindIsRight);
  printShare('role, recorded hints', recorded, (row) => expect(row, 'role', row.role, identify(row).role));
  printShare('role, presumed hints', presumed, (row) => expect(row, 'role', row.role, identify(row).role));
  printShare('quantization', rows, (row) =>
    expect(row, 'quant', row.quant, identify(row).quantization ?? ''),
  );
  printShare('total parameters', rows, (row) =>
    expect(row, 'total', row.total, identify(row).totalParameters),
  );
  printShare('active parameters', rows, (row) =>
    expect(row, 'active', row.active, identify(row).activeParameters),
  );
  // Without a time nothing tells the year of `-0905`: what the name does say is compared.
  printShare('date suffix', rows, (row) => expect(row, 'date', row.date, dateOf(row)));
}

function identify(row: GoldRow) {
  return identifyRepo(row.observation, labOf(row.id));
}

function kindIsRight(row: GoldRow): boolean {
  const { kind, kindReason } = identify(row);
  return expect(row, `kind (${kindReason}, ${row.hints})`, row.kind, kind);
}

function dateOf(row: GoldRow): string {
  const observation = row.dated
    ? row.observation
    : { ...row.observation, createdAt: `${row.date.slice(0, 4)}-07-01` };
  return identifyRepo(observation, labOf(row.id)).date ?? '';
}

function expect(row: GoldRow, what: string, wanted: unknown, got: unknown): boolean {
  if (wanted === got) return true;
  wrong.push(`${row.id}: ${what} should be ${wanted || 'none'}, is ${got || 'none'}`);
  return false;
}

function printShare(what: string, of: readonly GoldRow[], isRight: (row: GoldRow) => boolean): number {
  const right = of.filter(isRight).length;
  console.log(`${what.padEnd(36)}${share(right, of.length)}`);
  return of.length === 0 ? 1 : right / of.length;
}

function share(right: number, all: number): string {
  const percent = all === 0 ? '–' : ((100 * right) / all).toFixed(1);
  return `${percent.padStart(6)} %  (${right} of ${all})`;
}

function printOrders(): void {
  console.log('\norder of arrival      language models exact   all releases exact        alerted not once');
  const recorded = rows.toSorted((a, b) => a.publicAt - b.publicAt);
  printOrder('recorded', recorded);
  for (const seed of [1, 2, 3]) printOrder(`launches shuffled ${seed}`, shuffleLaunches(recorded, seed));
  for (const seed of [4, 5]) printOrder(`all shuffled ${seed}`, shuffle(recorded, random(seed)));
}

function printOrder(order: string, arrivals: readonly GoldRow[]): void {
  const found = simulateCatalog(
    arrivals.map((row) => ({ observation: row.observation, lab: labOf(row.id), publicAt: row.publicAt })),
  );
  const labelled = Map.groupBy(rows, (row) => row.release);
  const isLanguage = (label: string) => (labelled.get(label) ?? []).some((row) => isLanguageModel(row.kind));
  const labels = [...labelled.keys()];
  const exact = new Set(
    labels.filter((label) => isRecovered(labelled.get(label) ?? [], found, label, order)),
  );
  const language = labels.filter(isLanguage);
  const exactLanguage = language.filter((label) => exact.has(label)).length;
  const misAlerted = labels.filter((label) => alertsOf(label, found, isLanguage(label) ? 1 : 0, order));
  console.log(
    `${order.padEnd(22)}${share(exactLanguage, language.length).padEnd(24)}${share(exact.size, labels.length).padEnd(26)}${misAlerted.length}`,
  );
  if (exactLanguage < language.length * RELEASES_EXACT)
    missed.push(`releases recovered, ${order}, ${RELEASES_EXACT * 100} %`);
  if (misAlerted.length > 0) missed.push(`alerted exactly once, ${order}`);
}

function isRecovered(
  members: readonly GoldRow[],
  found: readonly SimulatedRelease[],
  label: string,
  order: string,
): boolean {
  const homes = found.filter((release) => members.some((row) => release.repos.includes(row.id)));
  if (homes.length === 1 && homes[0]?.repos.length === members.length) return true;
  const got = homes.map((release) => `${release.stem} {${release.repos.join(' ')}}`).join(' + ');
  wrong.push(`[${order}] ${label} {${members.map((row) => row.id).join(' ')}} became ${got}`);
  return false;
}

/** True, and a remark, where not as many alerts as wanted went out for the repos of one label. */
function alertsOf(label: string, found: readonly SimulatedRelease[], wanted: number, order: string): boolean {
  const ofLabel = new Set(rows.filter((row) => row.release === label).map((row) => row.id));
  const alerts = found.flatMap((release) => release.alertedBy.filter((id) => ofLabel.has(id)));
  if (alerts.length === wanted) return false;
  wrong.push(`[${order}] ${label}: ${alerts.length} alerts instead of ${wanted} ${alerts.join(' ')}`);
  return true;
}

function shuffleLaunches(arrivals: readonly GoldRow[], seed: number): GoldRow[] {
  const next = random(seed);
  return [...Map.groupBy(arrivals, (row) => row.release).values()].flatMap((launch) => shuffle(launch, next));
}

function shuffle<T>(items: readonly T[], next: () => number): T[] {
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** mulberry32: the same order on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
