import type { Digest, DigestRelease } from '../../domain/digest.ts';

/** How long the lists of a digest are, where a body says that it was shortened. */
export function countsOfDigest(digest: Digest): Record<string, number> {
  const { labs, planned, extended, disputes, corrections, changes, news } = digest;
  return {
    releases: labs.reduce((sum, lab) => sum + lab.releases.length, 0),
    planned: planned.length,
    extended: extended.length,
    disputes: disputes.length,
    corrections: corrections.length,
    changes: changes.length,
    news: news.reduce((sum, topic) => sum + topic.count, 0),
  };
}

/** With lists of at most so many entries each. */
export function shortenDigest(digest: Digest, length: number): Digest {
  return {
    period: digest.period,
    labs: digest.labs.slice(0, length).map((lab) => ({
      ...lab,
      releases: lab.releases.slice(0, length).map((one) => shortenRelease(one, length)),
    })),
    arrived: digest.arrived.slice(0, length),
    planned: digest.planned.slice(0, length),
    extended: digest.extended.slice(0, length).map((one) => ({ ...one, added: one.added.slice(0, length) })),
    disputes: digest.disputes.slice(0, length),
    corrections: digest.corrections.slice(0, length),
    changes: digest.changes.slice(0, length),
    news: digest.news.slice(0, length).map((topic) => ({ ...topic, items: topic.items.slice(0, length) })),
  };
}

function shortenRelease(release: DigestRelease, length: number): DigestRelease {
  return { ...release, models: release.models.slice(0, length) };
}
