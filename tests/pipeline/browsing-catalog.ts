import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { kinds, lifecycles, type ReleaseStatus } from '../../src/domain/catalog.ts';
import type { DescribedRelease } from '../../src/domain/claims/described-release.ts';
import type { Lab } from '../../src/domain/lab.ts';
import type { FactView } from '../../src/domain/release-view.ts';
import { makeAllCards } from '../../src/pipeline/make-cards.ts';
import type { Labs } from '../../src/pipeline/view-release.ts';
import { insertRelease, insertRepo } from '../../src/store/catalog.ts';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore, storeAddress } from '../../src/store/store.ts';
import { databaseOfTests } from '../servers/database-of-tests.ts';

export const LAB_IDS = ['deepseek', 'moonshot', 'qwen'];
export const LICENSES = ['mit', 'Apache-2.0', 'other', 'ＭＩＴ', '100%_free', 'qwen research'];
export const MODALITIES = ['text', 'image', 'audio', 'Video'];
export const SIZES = [0.6e9, 7e9, 8e9, 32e9, 235e9, 1e12];
export const CONTEXTS = [4096, 32_768, 131_072, 1_048_576];
export const STATUSES: readonly ReleaseStatus[] = ['open-weights', 'api-only', 'announced', 'removed'];
const DAYS = [null, '2025', '2025-07', '2025-07-11', '2024-02-29', 'soon'];
const NAMES = ['Qwen2', 'Qwen2.5', 'Qwen10', 'qwen2', 'K2 100%', 'GLM_4', '深度 V3', 'Ｑwen3', 'a\\b'];
/** Few, so that many releases stand at the same time. */
const TIMES = [0, 1, 1_700_000_000_000, 1_752_192_000_000, 1_752_192_000_001];

export const labs: Labs = new Map(LAB_IDS.map((id) => [id, labNamed(id)]));

function labNamed(id: string): Lab {
  return {
    id,
    name: `Lab ${id}`,
    aliases: [],
    organizations: { huggingface: [], modelscope: [], github: [] },
    wikipedia: [],
    families: [],
  };
}

function fact(value: unknown, conflicting: boolean): FactView {
  return { value, reason: 'only-claim', source: 'test', url: 'https://example.org/', conflicting };
}

/** What may be believed of a release or a model: ranges, lists and none among it. */
const facts = fc
  .record(
    {
      total_parameters: fc.oneof(fc.constantFrom(...SIZES), fc.constant({ min: 7e9, max: 32e9 })),
      active_parameters: fc.constantFrom(3e9, 22e9, 32e9),
      context_length: fc.constantFrom(...CONTEXTS),
      license: fc.oneof(fc.constantFrom(...LICENSES), fc.subarray(LICENSES)),
      modalities: fc.subarray(MODALITIES),
      openness: fc.constantFrom('open-weights', 'Open-Source'),
    },
    { requiredKeys: [] },
  )
  .chain((values) =>
    fc
      .boolean()
      .map((conflicting) =>
        Object.fromEntries(
          Object.entries(values).map(([attribute, value]) => [attribute, fact(value, conflicting)]),
        ),
      ),
  );

export interface MadeRelease {
  readonly name: string;
  readonly lab: string;
  readonly kind: string;
  readonly status: string;
  readonly lifecycle: string;
  readonly hidden: boolean;
  readonly merged: boolean;
  readonly firstPublic: number | null;
  readonly firstSeen: number;
  readonly releasedOn: string | null;
  readonly described: Pick<DescribedRelease, 'facts' | 'models'>;
  readonly repos: number;
  readonly signals: number;
}

export const madeRelease: fc.Arbitrary<MadeRelease> = fc.record({
  name: fc.constantFrom(...NAMES),
  lab: fc.constantFrom(...LAB_IDS),
  kind: fc.constantFrom(...kinds),
  status: fc.constantFrom(...STATUSES),
  lifecycle: fc.constantFrom(...lifecycles),
  hidden: fc.nat(9).map((chance) => chance === 0),
  merged: fc.nat(9).map((chance) => chance === 0),
  firstPublic: fc.option(fc.constantFrom(...TIMES)),
  firstSeen: fc.constantFrom(...TIMES),
  releasedOn: fc.constantFrom(...DAYS),
  described: fc.record({
    facts,
    models: fc.array(
      facts.map((own) => ({ name: 'A model', role: 'chat' as const, facts: own, repos: [] })),
      { maxLength: 3 },
    ),
  }),
  repos: fc.nat(3),
  signals: fc.nat(4),
});

export interface MadeCatalog extends AsyncDisposable {
  readonly database: Database;
  add(made: MadeRelease): Promise<void>;
}

/** A store that holds these releases, and their cards. */
export async function makeCatalog(releases: readonly MadeRelease[]): Promise<MadeCatalog> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-browse-'));
  const clock = { now: () => 1_760_000_000_000 };
  const owner = newLeaseOwner();
  const { DATABASE_URL: url = null } = await databaseOfTests();
  const address = storeAddress(folder, url);
  const database = await openStore({ folder, address, use: 'start', clock, clockIsSet: false, owner });
  let count = 0;
  const add = async (made: readonly MadeRelease[]) =>
    await database.write(async (tx) => {
      for (const release of made) await insertMade(tx, release, count++);
      await makeAllCards(tx, labs);
    });
  await add(releases);
  return {
    database,
    add: (made) => add([made]),
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function insertMade(tx: WriteTransaction, made: MadeRelease, index: number): Promise<void> {
  // Not in the order in which they were opened.
  const id = `rel-${((index * 7919) % 10_007).toString(36)}`;
  await insertRelease(tx, {
    id,
    opened_by: null,
    lab: made.lab,
    family: 'Family',
    stem: `stem-${index}`,
    name: made.name,
    grouping: '{}',
    kind: made.kind,
    status: made.status,
    lifecycle: made.lifecycle,
    first_seen: made.firstSeen,
    first_public: made.firstPublic,
    last_public: null,
    released_on: made.releasedOn,
    baseline: 0,
    planned: null,
    merged_into: null,
    updated_at: 0,
  });
  await tx
    .updateTable('releases')
    .set({
      described: JSON.stringify({ ...made.described, disputes: [], believed: [] }),
      hidden: made.hidden ? 1 : 0,
      merged_into: made.merged ? id : null,
    })
    .where('id', '=', id)
    .execute();
  for (let repo = 0; repo < made.repos; repo++) await insertRepo(tx, repoOf(id, made.lab, index, repo));
  for (let signal = 0; signal < made.signals; signal++)
    await tx
      .insertInto('signals')
      .values(signalOf(id, made.lab, index, signal))
      .execute();
}

function repoOf(release: string, lab: string, index: number, repo: number) {
  const name = `${lab}/Repo-${index}_${repo}%`;
  return {
    key: `repo-${index}-${repo}`,
    release_id: release,
    lab,
    name,
    name_folded: name.toLowerCase(),
    model_name: 'A model',
    size_key: '',
    kind: 'llm',
    kind_reason: 'test',
    role: 'chat',
    quantization: null,
    total_parameters: null,
    active_parameters: null,
    public_at: repo,
    first_seen: 0,
    baseline: 0,
    quiet: 0,
    gap: 'none',
    state: 'present',
    placed_because: 'test',
    observation: '{}',
  } as const;
}

function signalOf(release: string, lab: string, index: number, signal: number) {
  return {
    lab,
    release_id: release,
    locator: 'feed:test',
    record_key: `signal-${index}-${signal}`,
    form: 'article',
    voice: 'outlet',
    publisher: 'test',
    credit: null,
    statement: 'released',
    topic: null,
    name: 'A model',
    stem: `stem-${index}`,
    variant: '',
    kind: 'llm',
    title: '',
    url: null,
    quote: '',
    published_at: null,
    not_before: null,
    seen_at: 0,
    baseline: 0,
    gap: 'none',
    likeness: null,
    state: signal === 3 ? 'removed' : 'present',
    reason: 'test',
  } as const;
}
