import type { IdentityState } from '../domain/article-identity.ts';
import type { NamedOrganization } from '../domain/named-organizations.ts';
import type { EntryObservation } from '../domain/observation.ts';
import { ModelwatchError } from '../errors.ts';
import type { Shown } from '../sources/source.ts';
import { noteCandidates } from '../store/candidates.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import { compareArticles, type RecogniseArticle } from './record-articles.ts';
import { type AttributeEntry, recordEntries } from './record-entries.ts';
import { recordListing } from './record-listing.ts';
import type { Recorded } from './recorded.ts';

/** How what is shown is taken: whom it is about. */
export interface Readings {
  readonly recognise: RecogniseArticle;
  readonly attribute: AttributeEntry;
  /** Folded names of organizations on the hubs that are watched, or need not be. */
  readonly knownOrganizations: ReadonlySet<string>;
}

/** What was shown, and how it is to be compared. */
export interface ShownBySource {
  readonly shown: Shown;
  readonly locator: string;
  /** Null where the source is of no one lab. */
  readonly lab: string | null;
  /** A lab speaks for itself. */
  readonly official: boolean;
  /** Its entries are organizations: none of them is stored, and those that nobody watches are noted. */
  readonly candidates: boolean;
  readonly readings: Readings;
  readonly identity: IdentityState;
  /** The source's first good poll: what nobody knows yet is stored quietly. */
  readonly baselining: boolean;
  /** It is read otherwise than before: what shows itself by that alone is no news either. */
  readonly reread: boolean;
  /** What the answer does not show is not counted as absent. */
  readonly suspect: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Compares what a source shows with the records, each form in its own way; what it returns brings them up to date. */
export async function compareShown(
  reader: Reader,
  seen: ShownBySource,
): Promise<(tx: WriteTransaction) => Promise<Recorded>> {
  const { shown, baselining, reread, readings } = seen;
  switch (shown.form) {
    case 'repos':
      return (tx) => recordRepos(tx, seen, shown);
    case 'entries':
      if (seen.candidates) return (tx) => recordOrganizations(tx, seen, shown.observations);
      return (tx) => recordEntries(tx, { ...seen, ...shown, ...readings, baselining: baselining || reread });
    case 'articles':
      return await compareArticles(reader, {
        ...seen,
        ...shown,
        ...readings,
        first: baselining,
        baselining: baselining || reread,
      });
  }
}

async function recordRepos(
  tx: WriteTransaction,
  { locator, lab, baselining, suspect, now }: ShownBySource,
  { namespace, observations }: Extract<Shown, { form: 'repos' }>,
): Promise<Recorded> {
  if (lab === null) {
    throw new ModelwatchError('unexpected', 'a listing of repos is of one lab', 'give-up');
  }
  const listing = { namespace, locator, observations, baselining, suspect, now };
  const { events, settled } = await recordListing(tx, listing);
  return { events: events.map((event) => ({ lab, event })), settled };
}

async function recordOrganizations(
  tx: WriteTransaction,
  { readings, now }: ShownBySource,
  entries: readonly EntryObservation[],
): Promise<Recorded> {
  const listed = entries.map(
    ({ key, subject, url }): NamedOrganization => ({
      organization: key,
      reason: 'listed',
      url,
      title: subject,
    }),
  );
  const unknown = listed.filter(
    ({ organization }) => !readings.knownOrganizations.has(organization.toLowerCase()),
  );
  await noteCandidates(tx, unknown, now);
  return { events: [], settled: true };
}
