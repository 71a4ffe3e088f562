import { safeUrl } from '../alerts/hostile-text.ts';
import type {
  ArrivedRelease,
  DigestFact,
  DigestLab,
  DigestQuote,
  DigestRelease,
  ExtendedRelease,
  StatedRelease,
} from '../domain/digest.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { FactView, ReleaseView } from '../domain/release-view.ts';
import { MEANINGFUL } from '../domain/told-changes.ts';
import { readEventsOfKeys } from '../store/events.ts';
import type { SignalRow } from '../store/schema.ts';
import { signalsOfRelease } from '../store/signals.ts';
import { knownBeforeOf, mainRepo } from './compose-alert.ts';
import { type Appeared, type FoundInPeriod, quoteOf } from './digest-period.ts';
import type { DigestGround } from './gather-digest.ts';
import { announces } from './signal-rows.ts';
import { viewFirst } from './view-first.ts';

/** The releases that came, by lab in the order of their names, and which of them had been spoken of before. */
export async function releasesOfDigest(
  ground: DigestGround,
  views: readonly ReleaseView[],
): Promise<{ labs: DigestLab[]; arrived: ArrivedRelease[] }> {
  const arrived: ArrivedRelease[] = [];
  const told: { lab: string; release: DigestRelease }[] = [];
  for (const [index, appeared] of ground.appeared.entries()) {
    const view = views[index];
    if (view === undefined) continue;
    const signals = await signalsOfRelease(ground.reader, view.id);
    told.push({ lab: view.lab, release: await releaseOf(ground, appeared, view, signals) });
    const before = arrivalOf(ground, appeared, signals);
    if (before !== null) arrived.push(before);
  }
  const labs = [...Map.groupBy(told, ({ lab }) => lab)].map(([lab, own]) => ({
    lab,
    labName: ground.labName(lab),
    releases: own.map(({ release }) => release),
  }));
  return { labs: labs.sort((left, right) => left.labName.localeCompare(right.labName, 'en')), arrived };
}

async function releaseOf(
  { reader }: DigestGround,
  { release, repos, at }: Appeared,
  view: ReleaseView,
  signals: readonly SignalRow[],
): Promise<DigestRelease> {
  const main = mainRepo(repos);
  const events = await readEventsOfKeys(
    reader,
    repos.map((repo) => repo.key),
  );
  const said = signals.map(({ url }) => (url === null ? null : safeUrl(url))).find((url) => url !== null);
  return {
    id: view.id,
    name: view.name,
    kind: view.kind,
    status: view.status,
    lifecycle: view.lifecycle,
    at: new Date(at).toISOString(),
    ...(release.released_on === null ? {} : { releasedOn: release.released_on }),
    url: main === null ? (said ?? addressOf(view.facts.announcement)) : repoUrl(main),
    facts: pick(view.facts, SHOWN),
    models: view.models
      .filter((model) => model.repos.length > 0 || repos.length === 0)
      .map(({ name, facts }) => ({ name, facts: pick(facts, SHOWN_OF_MODELS) })),
    quote: quoteFor(signals, view),
    first: viewFirst(events, signals),
  };
}

const SHOWN_OF_MODELS = ['total_parameters', 'active_parameters', 'context_length'];
const SHOWN = [...SHOWN_OF_MODELS, 'license', 'modalities', 'openness'];

function pick(facts: Readonly<Record<string, FactView>>, names: readonly string[]) {
  const picked: Record<string, DigestFact> = {};
  for (const name of names) {
    const fact = facts[name];
    if (fact !== undefined) picked[name] = { value: fact.value, conflicting: fact.conflicting };
  }
  return picked;
}

/** In the words of the lab, else of whoever said first that it is there. */
function quoteFor(signals: readonly SignalRow[], view: ReleaseView): DigestQuote | null {
  const speaking = signals.filter(({ statement, quote }) => announces(statement) && quote !== '');
  const best = speaking.find(({ voice }) => voice === 'lab') ?? speaking[0];
  if (best !== undefined) return quoteOf(best);
  const said = view.facts.announcement;
  const [text] = Array.isArray(said?.value) ? said.value : [said?.value];
  if (said === undefined || typeof text !== 'string' || /^https?:/.test(text)) return null;
  return { text, source: said.source, url: safeUrl(said.url) };
}

function addressOf(fact: FactView | undefined): string | null {
  return fact === undefined ? null : safeUrl(fact.url);
}

function arrivalOf(
  ground: DigestGround,
  { release, repos }: Appeared,
  signals: readonly SignalRow[],
): ArrivedRelease | null {
  if (repos.length === 0 || release.baseline === 1) return null;
  const before = knownBeforeOf({ release, covered: { repos, signals: [] }, signals });
  if (before === undefined) return null;
  return { id: release.id, release: release.name, labName: ground.labName(release.lab), ...before };
}

export function extensionsOfDigest(
  ground: DigestGround,
  extended: FoundInPeriod['extended'],
): ExtendedRelease[] {
  return extended.map(({ release, added }) => {
    const main = mainRepo(added);
    return {
      id: release.id,
      release: release.name,
      labName: ground.labName(release.lab),
      added: added.map((repo) => repo.model_name).sort(),
      url: main === null ? null : repoUrl(main),
    };
  });
}

/** What a digest states of a release: what of it can turn out otherwise. */
export function statementOf(view: ReleaseView): StatedRelease {
  const { id, status, lifecycle, facts, models } = view;
  return {
    id,
    status,
    lifecycle,
    facts: meaningful(facts),
    models: models.map(({ name, facts: own }) => ({ name, facts: meaningful(own) })),
  };
}

function meaningful(facts: Readonly<Record<string, FactView>>): Record<string, FactView> {
  return Object.fromEntries(Object.entries(facts).filter(([attribute]) => MEANINGFUL.has(attribute)));
}
