import type { DigestScope } from '../alerts/digest-scope.ts';
import type { Kind } from '../domain/catalog.ts';
import type { Digest, DigestCorrection, StatedRelease } from '../domain/digest.ts';
import { listReleases } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { Span } from '../store/digest-reading.ts';
import { earlierStatements } from '../store/digests.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { changesOfDigest } from './digest-changes.ts';
import { correctionsOfDigest } from './digest-corrections.ts';
import { disputesOfDigest } from './digest-disputes.ts';
import { newsOfDigest } from './digest-news.ts';
import { type Appeared, findAppeared, plannedMentions } from './digest-period.ts';
import { extensionsOfDigest, releasesOfDigest, statementOf } from './digest-releases.ts';
import { type Labs, viewReleases } from './view-release.ts';

export interface DigestRequest extends Span {
  /** IANA name: in which days are told. */
  readonly timeZone: string;
  readonly scope: DigestScope;
  /** Of the channel whose earlier digests are corrected; null for those of all. */
  readonly channel: string | null;
  readonly labs: Labs;
  /** Folded names of repos that an operator hides. */
  readonly hiddenRepos: ReadonlySet<string>;
}

export interface GatheredDigest {
  readonly digest: Digest;
  readonly stated: readonly StatedRelease[];
}

/** What all parts of a digest begin with. */
export interface DigestGround extends DigestRequest {
  readonly reader: Reader;
  /** Releases that the digest may speak of, by id. */
  readonly releases: ReadonlyMap<string, ReleaseRow>;
  readonly appeared: readonly Appeared[];
  labName(lab: string): string;
}

/** What is corrected: the statements of a year. */
const REMEMBERED_MS = 366 * 86_400_000;

/** Everything worth telling of a period, as the catalog knows it now. Reads alone. */
export async function gatherDigest(reader: Reader, request: DigestRequest): Promise<GatheredDigest> {
  const rows = (await listReleases(reader, {})).filter((row) => isWanted(row, request));
  const releases = new Map(rows.map((row) => [row.id, row]));
  const labName = (lab: string) => request.labs.get(lab)?.name ?? lab;
  const found = await findAppeared(reader, rows, request);
  const ground: DigestGround = { ...request, reader, releases, appeared: found.appeared, labName };
  const views = await viewReleases(
    reader,
    found.appeared.map(({ release }) => release),
    request.labs,
  );
  const { labs, arrived } = await releasesOfDigest(ground, views);
  const statements = await earlierStatements(reader, request.channel, request.to - REMEMBERED_MS, request.to);
  const corrected = await correctionsOfDigest(ground, statements);
  const { from, to, timeZone } = request;
  const digest: Digest = {
    period: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), timeZone },
    labs,
    arrived,
    planned: plannedMentions(ground, found.planned),
    extended: extensionsOfDigest(ground, found.extended),
    disputes: await disputesOfDigest(ground),
    corrections: corrected.corrections,
    changes: (await changesOfDigest(ground)).filter((change) => !isToldBy(corrected.corrections, change)),
    news: await newsOfDigest(ground),
  };
  return { digest, stated: [...views.map(statementOf), ...corrected.stated] };
}

function isWanted(row: ReleaseRow, { scope, labs }: DigestRequest): boolean {
  const labParent = labs.get(row.lab)?.parent ?? null;
  const kind = row.kind as Kind;
  const of = { lab: row.lab, labParent, family: row.family };
  if (scope.wantsRelease({ ...of, kind })) return true;
  // What is only said has no kind yet: it is a language model for all that anybody knows.
  return row.first_public === null && kind === 'unknown' && scope.wantsRelease({ ...of, kind: 'llm' });
}

function isToldBy(
  corrections: readonly DigestCorrection[],
  change: { readonly id: string; readonly model: string; readonly attribute: string },
): boolean {
  return corrections.some(
    ({ id, attribute, model }) =>
      id === change.id &&
      attribute === change.attribute &&
      (model === change.model || model === '' || change.model === ''),
  );
}
