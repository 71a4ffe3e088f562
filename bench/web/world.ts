import { hash } from 'node:crypto';
import type { ChangeEvent } from '../../src/domain/events.ts';
import { LABS, makeRepo, makeSaying, WORLD_START, type WorldRepo } from '../catalog/world.ts';

/** Of ten releases: 44 repos, so that 20,000 releases have 88,000 repos and a million claims. */
const REPOS_OF_RELEASES = [1, 1, 2, 2, 3, 4, 5, 6, 8, 12];
const DAY_MS = 86_400_000;
/** A little more than two years, over which the releases of each lab are spread. */
const LASTS_MS = 800 * DAY_MS;
/** What was there before is found at the first look, what comes later is seen to come. */
export const WATCHED_SINCE = WORLD_START + 600 * DAY_MS;
/** When all of it is there. */
export const WORLD_END = WORLD_START + 900 * DAY_MS;
const LICENCES = ['apache-2.0', 'apache-2.0', 'apache-2.0', 'mit', 'mit', 'other', 'cc-by-nc-4.0'];
const CONTEXTS = [32_768, 131_072, 131_072, 262_144, 1_048_576];
const TAGS = ['text-generation', 'text-generation', 'text-generation', 'image-text-to-text', 'text-to-image'];

/** Releases of a lab, one version after the other: each with its repos, and one article that speaks of it. */
export function* makeReleases(lab: number, releases: number): Generator<ReleaseOfWorld> {
  const rhythm = Math.floor(LASTS_MS / Math.ceil(releases / LABS));
  for (let version = 0; version * LABS + lab < releases; version++) {
    const repos = REPOS_OF_RELEASES[(version + lab) % REPOS_OF_RELEASES.length] ?? 1;
    const traits = traitsOf(lab, version);
    const at = WORLD_START + version * rhythm + lab * 60_000;
    yield {
      at,
      repos: Array.from({ length: repos }, (_, index) =>
        withTraits(makeRepo(lab, version, index), traits, at),
      ),
      said: makeSaying(lab, version, 0, at + 3_600_000),
    };
  }
}

export interface ReleaseOfWorld {
  /** When it came, milliseconds since 1970. */
  readonly at: number;
  readonly repos: readonly WorldRepo[];
  readonly said: ChangeEvent;
}

interface Traits {
  readonly license: string;
  readonly context: number;
  readonly tag: string;
}

function traitsOf(lab: number, version: number): Traits {
  const chance = hash('sha1', `${lab} ${version}`, 'buffer');
  return {
    license: LICENCES[(chance[0] ?? 0) % LICENCES.length] ?? 'mit',
    context: CONTEXTS[(chance[1] ?? 0) % CONTEXTS.length] ?? 32_768,
    tag: TAGS[(chance[2] ?? 0) % TAGS.length] ?? 'text-generation',
  };
}

function withTraits(
  { lab, observation, facts }: WorldRepo,
  { license, context, tag }: Traits,
  at: number,
): WorldRepo {
  const tags = observation.tags.map((own) => (own === 'text-generation' ? tag : own));
  return {
    lab,
    observation: { ...observation, createdAt: new Date(at).toISOString(), license, pipelineTag: tag, tags },
    facts:
      facts === null
        ? null
        : {
            ...facts,
            config: facts.config === null ? null : { ...facts.config, contextLength: context },
            card: facts.card === null ? null : { ...facts.card, license },
          },
  };
}
