import type { CardFacts, ConfigFacts, RepoFacts } from '../../../domain/repo-facts.ts';
import type { HubAccess } from '../list-fetch.ts';
import { readCard } from './card-schema.ts';
import { configSchema, generationSchema } from './config-schema.ts';
import { parseLooseJson } from './loose-json.ts';
import {
  type AbsenceReason,
  type FileContext,
  type ResolvedFile,
  resolveFile,
  textOf,
} from './resolve-file.ts';
import { countWeights } from './weights.ts';

export interface RepoToRead {
  /** `organization/repo`. */
  readonly repo: string;
  /** Commit; null: `main`. */
  readonly sha: string | null;
  /** Whether its listing already says how many parameters the weights have. */
  readonly counted: boolean;
}

export type FactsRead =
  | { readonly kind: 'facts'; readonly facts: RepoFacts }
  /** There is nothing to read: access on request, or neither configuration nor card. */
  | { readonly kind: 'none'; readonly reason: AbsenceReason };

/** Requests for one repo, if all files are asked for: configuration, card, generation, index, header twice. */
export const MOST_REQUESTS = 6;

const LONGEST_CONFIG = 1_000_000;
const LONGEST_CARD = 2_000_000;

const REPO_NAME = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;

/**
 * Reads what a repo says beyond its listing: configuration and card, and where these leave something open, the
 * generation's configuration and the weights' metadata. Throws RateLimitedError, NetworkError and UpstreamError.
 */
export async function readRepoFacts(
  hub: HubAccess,
  { repo, sha, counted }: RepoToRead,
  context: FileContext,
): Promise<FactsRead> {
  // The name becomes part of an address.
  if (!REPO_NAME.test(repo)) return { kind: 'none', reason: 'no-such-repo' };
  let at = { repo, revision: sha ?? 'main' };
  let file = await resolveFile(hub, { ...at, path: 'config.json' }, { maxBytes: LONGEST_CONFIG }, context);
  // History may be rewritten: then what is there now is read.
  if (file.kind === 'absent' && file.reason === 'no-such-revision' && sha !== null) {
    at = { repo, revision: 'main' };
    file = await resolveFile(hub, { ...at, path: 'config.json' }, { maxBytes: LONGEST_CONFIG }, context);
  }
  if (file.kind === 'absent' && file.reason === 'no-such-repo') return { kind: 'none', reason: file.reason };
  const config = readConfig(file);
  const card = await readReadme(hub, at, context);
  if (config === null && card === null) return { kind: 'none', reason: absenceOf(file) };
  const gated = file.kind === 'absent' && file.reason === 'gated';
  const weights = counted || gated ? null : await countWeights(hub, at, config, context);
  return {
    kind: 'facts',
    facts: {
      repo,
      sha: at.revision === 'main' ? null : sha,
      config: config?.contextLength === null ? await withGeneration(hub, at, config, context) : config,
      card,
      weights,
    },
  };
}

type At = { readonly repo: string; readonly revision: string };

function readConfig(file: ResolvedFile): ConfigFacts | null {
  if (file.kind === 'absent') return null;
  const parsed = configSchema.safeParse(parseLooseJson(textOf(file.bytes)));
  return parsed.success ? parsed.data : null;
}

async function readReadme(hub: HubAccess, at: At, context: FileContext): Promise<CardFacts | null> {
  const file = await resolveFile(hub, { ...at, path: 'README.md' }, { maxBytes: LONGEST_CARD }, context);
  return file.kind === 'file' ? await readCard(textOf(file.bytes), at.repo) : null;
}

async function withGeneration(
  hub: HubAccess,
  at: At,
  config: ConfigFacts,
  context: FileContext,
): Promise<ConfigFacts> {
  const path = 'generation_config.json';
  const file = await resolveFile(hub, { ...at, path }, { maxBytes: LONGEST_CONFIG }, context);
  if (file.kind === 'absent') return config;
  const parsed = generationSchema.safeParse(parseLooseJson(textOf(file.bytes)));
  return parsed.success && parsed.data !== null
    ? { ...config, contextLength: parsed.data, contextFile: path }
    : config;
}

function absenceOf(file: ResolvedFile): AbsenceReason {
  return file.kind === 'absent' ? file.reason : 'no-such-file';
}
