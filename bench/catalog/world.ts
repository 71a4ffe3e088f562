import { hash } from 'node:crypto';
import type { ChangeEvent } from '../../src/domain/events.ts';
import type { Lab } from '../../src/domain/lab.ts';
import type { RepoObservation } from '../../src/domain/observation.ts';
import type { RepoFacts } from '../../src/domain/repo-facts.ts';

export const LABS = 50;
/** 2024-01-01. */
const START = 1_704_067_200_000;

export function makeLab(index: number): Lab {
  return {
    id: `lab-${index}`,
    name: `Lab ${index}`,
    aliases: [],
    organizations: { huggingface: [`lab-${index}`], modelscope: [], github: [] },
    wikipedia: [],
    families: ['Nova'],
  };
}

/** What tells the repos of a release apart: of 40, as large labs have them, the first so many. */
const SIZES = ['0.6B', '1.7B', '4B', '8B', '14B', '32B', '30B-A3B', '235B-A22B'];
const FORMS = ['', '-Base', '-FP8', '-GGUF', '-AWQ'];
/** Most releases are small: one repo, two, a handful; one in ten has all forty. */
const REPOS_OF_RELEASES = [1, 1, 2, 2, 3, 4, 5, 8, 14, 40];

export interface WorldRepo {
  readonly lab: number;
  readonly observation: RepoObservation;
  readonly facts: RepoFacts | null;
}

/** `count` repos, the releases of a lab in the order of their versions. */
export function* makeRepos(count: number): Generator<WorldRepo> {
  let made = 0;
  for (let release = 0; made < count; release++) {
    const lab = release % LABS;
    const version = Math.floor(release / LABS);
    const repos = REPOS_OF_RELEASES[(version + lab) % REPOS_OF_RELEASES.length] ?? 1;
    for (let index = 0; index < repos && made < count; index++, made++) yield makeRepo(lab, version, index);
  }
}

export function makeRepo(lab: number, version: number, index: number): WorldRepo {
  const size = SIZES[index % SIZES.length] ?? '8B';
  const form = FORMS[Math.floor(index / SIZES.length) % FORMS.length] ?? '';
  const name = `lab-${lab}/Nova-${1 + Math.floor(version / 10)}.${version % 10}-${size}${form}`;
  const id = hash('sha1', name).slice(0, 24);
  const quantized = ['-FP8', '-GGUF', '-AWQ'].includes(form);
  const total = Number.parseFloat(size) * 1e9;
  const observation: RepoObservation = {
    key: id,
    name,
    createdAt: new Date(START + version * 86_400_000 * 5 + index * 60_000).toISOString(),
    sha: hash('sha1', `sha ${name}`),
    lastModified: null,
    pipelineTag: 'text-generation',
    libraryName: 'transformers',
    tags: ['conversational', 'license:apache-2.0', 'nova', 'safetensors', 'text-generation'],
    gated: false,
    disabled: false,
    license: 'apache-2.0',
    languages: ['en', 'zh'],
    baseModels: null,
    parameters: { total, byType: { BF16: total } },
  };
  return { lab, observation, facts: quantized ? null : factsOf(observation, size) };
}

function factsOf({ name, sha }: RepoObservation, size: string): RepoFacts {
  const mixture = size.includes('-A');
  return {
    repo: name,
    sha,
    config: {
      architecture: 'NovaForCausalLM',
      modelType: 'nova',
      contextLength: 131_072,
      contextFile: 'config.json',
      layers: 48,
      experts: mixture ? { total: 128, active: 8, shared: 1 } : null,
      vocabulary: 151_936,
      dtype: 'bfloat16',
      quantization: null,
      parameters: { known: false, reason: 'architecture-unknown' },
    },
    card: {
      license: 'apache-2.0',
      licenseLink: null,
      languages: ['en', 'zh'],
      baseModels: [],
      pipelineTag: 'text-generation',
      tags: [],
      paper: { url: 'https://arxiv.org/abs/2505.09388', label: 'Technical Report' },
      announcement: { url: `https://blog.example/${name}`, label: 'Blog' },
      benchmarks: [],
      statements: [
        { attribute: 'training_tokens', written: '36T', place: 'README.md', quote: 'trained on 36T tokens' },
      ],
    },
    weights: null,
  };
}

/** An article or a table row that speaks of a release. */
export function makeSaying(lab: number, version: number, index: number, at: number): ChangeEvent {
  const name = `Nova-${1 + Math.floor(version / 10)}.${version % 10}`;
  const title = `Lab ${lab} releases ${name}, says ${index}`;
  return {
    type: 'article.added',
    key: `article-${lab}-${version}-${index}`,
    after: {
      guid: title,
      url: `https://outlet-${index % 7}.example/${lab}/${version}/${index}`,
      title,
      summary: '',
      publishedAt: new Date(at).toISOString(),
      credit: null,
      language: null,
      signal: {
        lab: `lab-${lab}`,
        verdict: 'release',
        releases: [{ name, written: name, says: 'released' }],
        topic: null,
        quote: title,
        reason: 'launch-verb-with-release',
      },
    },
  };
}

export const WORLD_START = START;
