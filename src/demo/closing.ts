import { parametersInWords } from '../alerts/numbers.ts';
import { areIndependent } from '../domain/independence.ts';
import { type FirstView, viewFirst } from '../pipeline/view-first.ts';
import { describedReleases, type Labs, viewRelease } from '../pipeline/view-release.ts';
import { listReleases, reposOfRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import { readEventsOfKeys } from '../store/events.ts';
import type { ReleaseRow, SignalRow } from '../store/schema.ts';
import { signalsOfRelease } from '../store/signals.ts';
import type { DemoWorld } from './world.ts';

/** One thing that the demo ends with: what the catalog says of it, and whether that is as the world has it. */
export interface ClosingScene {
  readonly title: string;
  readonly lines: readonly string[];
  readonly good: boolean;
}

/** What is asked of the catalog when all days are over. Another scene is one more line here. */
export async function closingScenes(
  reader: Reader,
  labs: Labs,
  world: DemoWorld,
): Promise<readonly ClosingScene[]> {
  const releases = await listReleases(reader, {});
  return [
    await seenFromEverySide('Kimi-K2', reader, labs, world, releases),
    await contradicted('DeepSeek-V3', 'total_parameters', reader, labs, releases),
    await withoutWeights('Qwen3-Max', reader, labs, releases),
    onlySaid(world, releases),
  ];
}

/** A release that was seen in several places is one release, with as many signals as there were. */
async function seenFromEverySide(
  name: string,
  reader: Reader,
  labs: Labs,
  world: DemoWorld,
  releases: readonly ReleaseRow[],
): Promise<ClosingScene> {
  const own = named(name, releases);
  const [release] = own;
  if (release === undefined) return { title: `${name}: no release`, lines: [], good: false };
  const view = await viewRelease(reader, release, labs);
  const repos = await reposOfRelease(reader, release.id);
  const signals = await signalsOfRelease(reader, release.id);
  const rows = signals.filter((signal) => signal.voice === 'encyclopedia');
  const [articles, copies] = tellApart(signals.filter((signal) => signal.voice === 'outlet'));
  const events = await readEventsOfKeys(
    reader,
    repos.map((repo) => repo.key),
  );
  const expected = world.days
    .flatMap(({ happenings }) => happenings)
    .filter((happening) => happening.release === name)
    .reduce((sum, { appear, published }) => sum + appear.length + (published === null ? 0 : 1), 0);
  return {
    title: `${name}: ${counted(view.signals, 'signal')}, ${counted(own.length, 'release')}`,
    lines: [
      `Hub        ${repos
        .map((repo) => repo.name)
        .sort()
        .join(', ')}`,
      `Wikipedia  ${counted(rows.length, 'row')}${rows.map((row) => `, seen ${minute(row.seen_at)}`).join('')}`,
      ...articles.map((article) => `Article    ${article.publisher}: ${article.title}`),
      ...copies.map((copy) => `Copy       ${copy.publisher}: the same text again, which confirms nothing`),
      `First      ${firstInWords(viewFirst(events, signals))}`,
    ],
    good: own.length === 1 && view.signals === expected,
  };
}

/** What documents say of a release and cannot be true together: both sides, which is believed, and why. */
async function contradicted(
  name: string,
  attribute: string,
  reader: Reader,
  labs: Labs,
  releases: readonly ReleaseRow[],
): Promise<ClosingScene> {
  const what = attribute.replaceAll('_', ' ');
  const [release] = named(name, releases);
  if (release === undefined) return { title: `${name}: no release`, lines: [], good: false };
  const repos = await reposOfRelease(reader, release.id);
  const described = (await describedReleases(reader, [release], new Map([[release.id, repos]]))).get(
    release.id,
  );
  const dispute = described?.disputes.find((one) => one.attribute === attribute);
  const view = await viewRelease(reader, release, labs);
  const believed = dispute?.believed ?? null;
  if (dispute === undefined || believed === null)
    return { title: `${name}, ${what}: no contradiction`, lines: [], good: false };
  return {
    title: `${name}, ${what}: contradicted, and decided`,
    lines: [
      `Believed   ${amount(believed.value)}, since ${believed.reason}: ${believed.source}`,
      ...new Set(
        dispute.against.map(
          ({ value, source, refuted }) =>
            `Against    ${amount(value)}: ${source}${refuted === undefined ? '' : ` (${refuted})`}`,
        ),
      ),
      ...(believed.quote === null ? [] : [`In words   “${believed.quote}”`]),
    ],
    good: view.repos.length > 0 && dispute.against.length > 0,
  };
}

function amount(value: unknown): string {
  return typeof value === 'number' ? parametersInWords(value) : JSON.stringify(value);
}

/** A release that can be used and has no repo is told as that, and stays so until a repo is seen. */
async function withoutWeights(
  name: string,
  reader: Reader,
  labs: Labs,
  releases: readonly ReleaseRow[],
): Promise<ClosingScene> {
  const own = named(name, releases);
  const [release] = own;
  if (release === undefined) return { title: `${name}: no release`, lines: [], good: false };
  const view = await viewRelease(reader, release, labs);
  const signals = await signalsOfRelease(reader, release.id);
  return {
    title: `${name}: ${view.status}`,
    lines: [
      ...signals.map((signal) => `Listed     ${signal.publisher}, seen ${minute(signal.seen_at)}`),
      `Weights    ${view.repos.length === 0 ? 'none so far: they would be told as new' : counted(view.repos.length, 'repo')}`,
    ],
    good: own.length === 1 && view.status === 'api-only' && view.repos.length === 0,
  };
}

/** What a rumour or a vandal names is no release. */
function onlySaid(world: DemoWorld, releases: readonly ReleaseRow[]): ClosingScene {
  const opened = world.onlySaid.filter((name) => named(name, releases).length > 0);
  return {
    title: `${world.onlySaid.join(' and ')}: ${opened.length === 0 ? 'no release' : `opened ${opened.join(', ')}`}`,
    lines: ['A rumour opens nothing, and neither does Wikipedia alone.'],
    good: opened.length === 0,
  };
}

function named(name: string, releases: readonly ReleaseRow[]): readonly ReleaseRow[] {
  return releases.filter(
    (release) => release.merged_into === null && release.name.toLowerCase() === name.toLowerCase(),
  );
}

/** Those that speak for themselves, and those that print what another has. */
function tellApart(articles: readonly SignalRow[]): readonly [SignalRow[], SignalRow[]] {
  const own: SignalRow[] = [];
  const copies: SignalRow[] = [];
  for (const article of [...articles].sort((left, right) => left.seen_at - right.seen_at))
    (own.every((other) => areIndependent(other, article)) ? own : copies).push(article);
  return [own, copies];
}

function firstInWords(first: FirstView | null): string {
  if (first === null) return 'nobody to compare with';
  if ('who' in first) {
    const [hours, minutes] = [Math.floor(first.leadMinutes / 60), first.leadMinutes % 60];
    const who = first.who === 'huggingface.co' ? 'the Hub' : first.who;
    return `${who}, ${hours} h ${minutes} min or more before anybody else`;
  }
  return `undecided among ${first.among.join(', ')}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
