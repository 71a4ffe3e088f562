import { hash } from 'node:crypto';
import type { ChangeEvent } from '../../src/domain/events.ts';
import { LABS, makeRepo, makeSaying, WORLD_START, type WorldRepo } from '../catalog/world.ts';

/** Of ten releases: 44 repos, so that 20,000 releases have 88,000 repos and a million claims. */
const REPOS_OF_RELEASES = [1, 1, 2, 2, 3, 4, 5, 6, 8, 12];
const LICENCES = ['apache-2.0', 'apache-2.0', 'apache-2.0', 'mit', 'mit', 'other', 'cc-by-nc-4.0'];
const CONTEXTS = [32_768, 131_072, 131_072, 262_144, 1_048_576];
const TAGS = ['text-generation', 'text-generation', 'text-generation', 'image-text-to-text', 'text-to-image'];

/** Releases of a lab, one version after the other: each with its repos, and one article that speaks of it. */
export function* makeReleases(lab: number, releases: number): Generator<ReleaseOfWorld> {
  for (let version = 0; version * LABS + lab < releases; version++) {
    const repos = REPOS_OF_RELEASES[(version + lab) % REPOS_OF_RELEASES.length] ?? 1;
    const traits = traitsOf(lab, version);
    yield {
      repos: Array.from({ length: repos }, (_, index) => withTraits(makeRepo(lab, version, index), traits)),
      said: makeSaying(lab, version, 0, WORLD_START + version * 86_400_000),
    };
  }
}

export interface ReleaseOfWorld {
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

function withTraits({ lab, observation, facts }: WorldRepo, { license, context, tag }: Traits): WorldRepo {
  const tags = observation.tags.map((own) => (own === 'text-generation' ? tag : own));
  return {
    lab,
    observation: { ...observation, license, pipelineTag: tag, tags },
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
