import { safeLine } from '../alerts/hostile-text.ts';
import { nearest } from '../domain/nearest.ts';
import { foldReleaseName, type Naming } from '../domain/operator-decisions.ts';
import { UsageError } from '../errors.ts';
import type { Labs } from '../pipeline/view-release.ts';
import { viewWholeRelease } from '../pipeline/view-whole-release.ts';
import { alertIdsOfRelease, listAlerts } from '../store/alerts.ts';
import { listReleaseNames, releasesHoldingRepo, resolveRelease } from '../store/catalog.ts';
import { releasesWithModel } from '../store/claims.ts';
import type { Reader } from '../store/database.ts';
import { foldName } from '../store/records.ts';
import type { ReleaseRow } from '../store/schema.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { reading } from './reading.ts';
import { releaseInWords } from './release-in-words.ts';

/** Shows one release: by its id, its name, or the name of one of its repos. */
export async function release(
  context: CommandContext,
  word: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const configuration = await context.configuration();
  const labs: Labs = new Map(configuration.labs.map((lab) => [lab.id, lab]));
  await reading(context, async (reader) => {
    const row = await findRelease(reader, word);
    const account = await viewWholeRelease(reader, row, labs);
    if (options.json === true) {
      context.printJson(account);
      return;
    }
    const { disputes, claims, timeline, first, ...view } = account;
    const alerts = await listAlerts(reader, { ids: await alertIdsOfRelease(reader, row.id) });
    const labName = labs.get(view.lab)?.name ?? view.lab;
    context.print(
      releaseInWords({ view, labName, disputes, claims, timeline, first, alerts }, context.terminal.color),
    );
  });
  return 0;
}

/** An id of a release that was merged leads to the one that is left. Throws UsageError where not one is meant. */
async function findRelease(reader: Reader, word: string): Promise<ReleaseRow> {
  const byId = await resolveRelease(reader, word);
  if (byId !== undefined) return byId;
  const names = await listReleaseNames(reader);
  const folded = foldReleaseName(word);
  const named = names
    .filter((release) => foldReleaseName(release.name) === folded)
    .map((release) => release.id);
  const former = names.filter((release) => formerNames(release).includes(folded)).map(({ id }) => id);
  const held = named.length > 0 ? named : await releasesHoldingRepo(reader, foldName(word));
  const modelled = held.length > 0 ? held : await releasesWithModel(reader, folded);
  const ids = modelled.length > 0 ? modelled : former;
  const [only, ...others] = ids;
  if (only === undefined) throw unknownRelease(word, names);
  const found = await resolveRelease(reader, only);
  if (found === undefined) throw unknownRelease(word, names);
  if (others.length === 0) return found;
  const lines = names
    .filter(({ id }) => ids.includes(id))
    .map(({ id, lab, name }) => `${id}  ${lab}  ${safeLine(name)}`);
  throw new UsageError(
    'release-ambiguous',
    `several releases are called "${word}": name one by its id`,
    lines,
  );
}

/** What a document or a plan called it, and what it was called before an operator named it. */
function formerNames({ opened_by: opening, operator }: Pick<ReleaseRow, 'opened_by' | 'operator'>): string[] {
  const written = /^(?:document|plan):[^:]*:(.+)$/.exec(opening ?? '')?.[1];
  const own = operator === null ? undefined : (JSON.parse(operator) as Naming).own;
  return [written, own].flatMap((name) => (name === undefined ? [] : [foldReleaseName(name)]));
}

function unknownRelease(word: string, names: readonly { readonly name: string }[]): UsageError {
  const guess = nearest(
    foldReleaseName(word),
    names.map((release) => foldReleaseName(release.name)),
  );
  const meant = guess === null ? undefined : names.find((release) => foldReleaseName(release.name) === guess);
  const hint =
    meant === undefined
      ? ': "modelwatch releases" lists them, "--json" with their ids'
      : `. Did you mean "${safeLine(meant.name)}"?`;
  return new UsageError('release', `there is no release "${word}"${hint}`);
}
