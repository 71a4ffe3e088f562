import { type FactSource, repoUrl } from '../release-facts.ts';
import type { Extraction } from './claim.ts';
import type { ClaimValue } from './claim-value.ts';
import { parseLicense } from './parse-license.ts';
import type { SaidClaim } from './said-claim.ts';

/** Inputs by the task that a repo is tagged with (https://huggingface.co/tasks). */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  'text-generation': ['text'],
  'image-text-to-text': ['image', 'text'],
  'video-text-to-text': ['text', 'video'],
  'audio-text-to-text': ['audio', 'text'],
};

/** What a repo's listing and name say of its model. Pure; nothing is judged here. */
export function claimsOfRepo(repo: FactSource): SaidClaim[] {
  return [...sizes(repo), ...listed(repo)];
}

function sizes(repo: FactSource): SaidClaim[] {
  const claims: SaidClaim[] = [];
  const { totalParameters, activeParameters, quantization, observation } = repo;
  if (totalParameters !== null)
    claims.push(said(repo, 'total_parameters', named(totalParameters), 'name', 'name'));
  if (activeParameters !== null)
    claims.push(said(repo, 'active_parameters', named(activeParameters), 'name', 'name'));
  // Packed quantisations report too few.
  if (quantization === null && observation.parameters !== null) {
    const { total } = observation.parameters;
    const value: ClaimValue = { kind: 'number', amount: total, precision: 'counted', slack: 0 };
    claims.push(said(repo, 'total_parameters', value, 'weights', 'safetensors'));
  }
  return claims;
}

function listed(repo: FactSource): SaidClaim[] {
  const { observation, quantization } = repo;
  const claims: SaidClaim[] = [];
  const license = observation.license === null ? null : parseLicense(observation.license);
  if (license !== null) claims.push(said(repo, 'license', license, 'listing', 'license'));
  if (observation.languages.length > 0)
    claims.push(said(repo, 'languages', list(observation.languages), 'listing', 'languages'));
  const base = observation.baseModels;
  const [from] = base?.names ?? [];
  if (quantization === null && base?.relation !== 'quantized' && from !== undefined)
    claims.push(said(repo, 'base_model', { kind: 'text', text: from }, 'listing', 'base_model'));
  const inputs = INPUTS[observation.pipelineTag ?? ''];
  if (inputs !== undefined) claims.push(said(repo, 'modalities', list(inputs), 'listing', 'pipeline_tag'));
  const openness = observation.gated === false ? 'open-weights' : 'gated-weights';
  claims.push(said(repo, 'openness', { kind: 'text', text: openness }, 'listing', 'gated'));
  const paper = paperOf(observation.tags);
  if (paper !== null) claims.push(said(repo, 'paper', { kind: 'text', text: paper }, 'listing', 'tags'));
  return claims;
}

/** The numbers in names are rounded to their last digit: 14B is 14.8B, and is meant so. */
function named(amount: number): ClaimValue {
  const digits = amount.toExponential().replace(/e.*$/, '').replace('.', '').length;
  const exponent = Math.floor(Math.log10(amount));
  // A whole step of the last digit: labs round down as often as to the nearest.
  return { kind: 'number', amount, precision: 'stated', slack: 10 ** (exponent - digits + 1) };
}

function list(items: readonly string[]): ClaimValue {
  return { kind: 'list', items: [...items].map((item) => item.toLowerCase()).sort() };
}

function paperOf(tags: readonly string[]): string | null {
  const id = tags.find((tag) => tag.startsWith('arxiv:'))?.slice('arxiv:'.length) ?? '';
  return /^\d{4}\.\d{4,5}$/.test(id) ? `https://arxiv.org/abs/${id}` : null;
}

function said(
  repo: FactSource,
  attribute: string,
  value: ClaimValue,
  extraction: Extraction,
  place: string,
): SaidClaim {
  const written = value.kind === 'number' ? String(value.amount) : JSON.stringify(value);
  return {
    model: repo.modelName,
    attribute,
    value,
    written,
    extraction,
    place,
    url: repoUrl({ key: repo.observation.key, name: repo.name }),
    quote: null,
  };
}
