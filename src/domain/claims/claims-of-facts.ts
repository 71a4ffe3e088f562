import { hubUrl } from '../release-facts.ts';
import type { CardFacts, ConfigFacts, RepoFacts } from '../repo-facts.ts';
import type { Extraction } from './claim.ts';
import type { ClaimValue } from './claim-value.ts';
import { parseClaim } from './parse-claim.ts';
import { parseLicense } from './parse-license.ts';
import type { SaidClaim } from './said-claim.ts';

/** What a repo's files say of its model, called `model` in its release. Pure; nothing is judged here. */
export function claimsOfFacts(facts: RepoFacts, model: string): SaidClaim[] {
  const { config, card, weights } = facts;
  return [
    ...(config === null ? [] : claimsOfConfig(facts, config, model)),
    ...(card === null ? [] : claimsOfCard(facts, card, model)),
    ...(weights === null ? [] : claimsOfWeights(facts, weights, model)),
  ];
}

type Number = Extract<ClaimValue, { kind: 'number' }>;

function claimsOfConfig(facts: RepoFacts, config: ConfigFacts, model: string): SaidClaim[] {
  const said = speaker(facts, model, 'config');
  const claims: SaidClaim[] = [];
  const { contextLength, contextFile, layers, experts, parameters, architecture, modelType } = config;
  // Positions that it allows for: a lab may promise fewer (128K of the 163,840 of DeepSeek-V3).
  if (contextLength !== null)
    claims.push(said(contextFile, 'context_length', amount(contextLength, 'at-most'), String(contextLength)));
  if (layers !== null) claims.push(said('config.json', 'layers', amount(layers, 'exact'), String(layers)));
  if (experts !== null)
    claims.push(said('config.json', 'experts', amount(experts.total, 'exact'), expertsInWords(experts)));
  if (experts !== null) {
    const written = [architecture, modelType].filter((name) => name !== null).join(', ');
    claims.push(said('config.json', 'architecture', { kind: 'text', text: MIXTURE }, written));
  }
  // Labs leave out different things, embeddings above all: near to what they say, and never more precise than that.
  if (parameters.known)
    claims.push(
      said(
        'config.json',
        'active_parameters',
        amount(parameters.active, 'about'),
        `computed: ${parameters.active}`,
      ),
    );
  return claims;
}

function claimsOfWeights(
  facts: RepoFacts,
  weights: NonNullable<RepoFacts['weights']>,
  model: string,
): SaidClaim[] {
  const said = speaker(facts, model, 'weights');
  return [said(weights.file, 'total_parameters', amount(weights.total, 'counted'), String(weights.total))];
}

function claimsOfCard(facts: RepoFacts, card: CardFacts, model: string): SaidClaim[] {
  const said = speaker(facts, model, 'card');
  const claims: SaidClaim[] = [];
  const license = card.license === null ? null : parseLicense(card.license);
  if (license !== null)
    claims.push(said('README.md', 'license', license, card.license ?? '', 'front matter'));
  if (card.languages.length > 0)
    claims.push(
      said('README.md', 'languages', list(card.languages), card.languages.join(', '), 'front matter'),
    );
  for (const [attribute, link] of [
    ['paper', card.paper],
    ['announcement', card.announcement],
  ] as const) {
    if (link !== null)
      claims.push(
        said('README.md', attribute, { kind: 'text', text: link.url }, link.url, 'link', link.label),
      );
  }
  for (const { attribute, written, place, quote } of card.statements) {
    for (const value of parseClaim(attribute, written))
      claims.push(said('README.md', attribute, foldedArchitecture(attribute, value), written, place, quote));
  }
  for (const { benchmark, score, unit, setting, measuredBy, place, written, quote } of card.benchmarks)
    claims.push(
      said(
        'README.md',
        'benchmarks',
        { kind: 'benchmark', benchmark, score, unit, setting, measuredBy },
        written,
        place,
        quote,
      ),
    );
  return claims;
}

const MIXTURE = 'Mixture-of-Experts';

function foldedArchitecture(attribute: string, value: ClaimValue): ClaimValue {
  if (attribute !== 'architecture' || value.kind !== 'text') return value;
  return /\bMoE\b|mixture[\s-]of[\s-]experts|混合专家/i.test(value.text)
    ? { kind: 'text', text: MIXTURE }
    : value;
}

function expertsInWords({ total, active, shared }: NonNullable<ConfigFacts['experts']>): string {
  const parts = [`${total}`];
  if (active !== null) parts.push(`${active} for each token`);
  if (shared !== null) parts.push(`${shared} shared`);
  return parts.join(', ');
}

function amount(value: number, precision: Number['precision']): ClaimValue {
  return { kind: 'number', amount: value, precision, slack: 0 };
}

function list(items: readonly string[]): ClaimValue {
  return { kind: 'list', items: items.map((item) => item.toLowerCase()).sort() };
}

/** A file of the repo, at the commit that was read. */
function speaker({ repo, sha }: RepoFacts, model: string, extraction: Extraction) {
  return (
    file: string,
    attribute: string,
    value: ClaimValue,
    written: string,
    place: string = file,
    quote: string | null = null,
  ): SaidClaim => ({
    model,
    attribute,
    value,
    written,
    extraction,
    place,
    url: `${hubUrl(repo)}/blob/${sha ?? 'main'}/${file}`,
    quote: quote === null || quote === '' ? null : quote.slice(0, 300),
  });
}
