import type { Dispute } from '../domain/claims/describe-beliefs.ts';
import { notAfter } from '../domain/first-seen.ts';
import type { Lab } from '../domain/lab.ts';
import type { FactView } from '../domain/release-view.ts';
import { type LabStanding, standingOfLabs } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { SignalRow } from '../store/schema.ts';
import { latestNews } from '../store/signals.ts';
import { type DescribedLab, describeLabs, NOTHING_SAID } from './describe-labs.ts';
import { announcingSignal } from './signal-rows.ts';

/** A lab as `labs --json` prints it. A contract: fields may be added, not changed. */
export interface LabView {
  readonly id: string;
  readonly name: string;
  readonly zh?: string;
  readonly aliases: readonly string[];
  readonly parent?: string;
  readonly organizations: Lab['organizations'];
  readonly families: readonly string[];
  /** Whether some source looks at it, or at a lab that belongs to it. */
  readonly watched: boolean;
  /** Why nothing of it is watched, where that is on purpose. */
  readonly unwatched?: string;
  readonly releases: number;
  readonly repos: number;
  /** Its newest release of a language model. */
  readonly newest?: { readonly id: string; readonly name: string; readonly releasedOn: string | null };
  /** The latest that was said of it and is no release, newest first. */
  readonly news: readonly NewsView[];
  readonly facts: Readonly<Record<string, FactView>>;
  /** What is said of its lines of models as wholes, by their names. */
  readonly lines: Readonly<Record<string, Readonly<Record<string, FactView>>>>;
  /** Where its sources disagree, both sides shown. */
  readonly disputes: readonly Dispute[];
}

/** What is said of a lab that is no release. */
export interface NewsView {
  /** ISO 8601. */
  readonly at: string;
  readonly topic: string;
  readonly title: string;
  readonly publisher: string;
  /** In which words. */
  readonly quote: string;
  readonly url: string | null;
}

/** What the catalog holds of labs, by their ids. */
export interface GatheredLabs {
  readonly standing: ReadonlyMap<string, LabStanding>;
  readonly news: ReadonlyMap<string, readonly SignalRow[]>;
  readonly beliefs: ReadonlyMap<string, DescribedLab>;
}

/** Where nothing was looked at yet. */
export const NOTHING_GATHERED: GatheredLabs = { standing: new Map(), news: new Map(), beliefs: new Map() };

const NEWS_OF_EACH = 5;

export async function gatherLabs(reader: Reader): Promise<GatheredLabs> {
  return {
    standing: await standingOfLabs(reader),
    news: await latestNews(reader, NEWS_OF_EACH),
    beliefs: await describeLabs(reader),
  };
}

/** Labs in the order given. `sources`: all that are configured. */
export function viewLabs(
  labs: readonly Lab[],
  sources: readonly { readonly lab?: string | undefined }[],
  { standing, news, beliefs }: GatheredLabs,
): LabView[] {
  const labsWithSources = new Set(sources.flatMap((source) => source.lab ?? []));
  const parents = new Set(labs.filter((lab) => labsWithSources.has(lab.id)).map((lab) => lab.parent));
  return labs.map((lab) => {
    const held = standing.get(lab.id);
    const newest = held?.newest ?? null;
    return {
      id: lab.id,
      name: lab.name,
      ...(lab.zh === undefined ? {} : { zh: lab.zh }),
      aliases: lab.aliases,
      ...(lab.parent === undefined ? {} : { parent: lab.parent }),
      organizations: lab.organizations,
      families: lab.families,
      watched: labsWithSources.has(lab.id) || parents.has(lab.id),
      ...(lab.unwatched === undefined ? {} : { unwatched: lab.unwatched }),
      releases: held?.releases ?? 0,
      repos: held?.repos ?? 0,
      ...(newest === null
        ? {}
        : { newest: { id: newest.id, name: newest.name, releasedOn: newest.released_on } }),
      news: (news.get(lab.id) ?? []).map(viewNews),
      ...(beliefs.get(lab.id) ?? NOTHING_SAID),
    };
  });
}

function viewNews(signal: SignalRow): NewsView {
  const { topic, title, publisher, quote, url } = signal;
  const at = new Date(notAfter(announcingSignal(signal))).toISOString();
  return { at, topic: topic ?? 'other', title, publisher, quote, url };
}
