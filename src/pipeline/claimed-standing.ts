import type { Kind, Lifecycle, ReleaseStatus } from '../domain/catalog.ts';
import type { ClaimValue } from '../domain/claims/claim-value.ts';
import type { ReleaseState } from '../domain/grouping.ts';
import { kindInLanguageFamily } from '../domain/mention-identity.ts';
import type { WeighedRow } from '../store/claims.ts';
import type { ReleaseRow } from '../store/schema.ts';
import type { Labs } from './view-release.ts';

/** Locators of what was written down by hand begin so: `baseline:` and the number of the article. */
export const BASELINE = 'baseline:';
/** The plans of baseline/planned.yaml. */
export const PLANS = 'baseline:planned';

interface ClaimedStanding {
  readonly status?: ReleaseStatus;
  readonly lifecycle?: Lifecycle;
  readonly kind?: Kind;
}

/** What a release without weights is, by what documents say of it; nothing where none does. */
export function claimedStanding(
  release: ReleaseRow,
  claims: readonly WeighedRow[],
  labs: Labs,
): ClaimedStanding {
  const written = claims.filter(
    ({ locator, current }) => current === 1 && locator.startsWith(BASELINE) && locator !== PLANS,
  );
  if (written.length === 0) return {};
  const kind = release.kind === 'unknown' ? { kind: claimedKind(release, written, labs) } : {};
  const says = (attribute: string, ...meant: readonly string[]) =>
    written.some((claim) => claim.attribute === attribute && meant.includes(meaning(claim)));
  if (release.planned !== null || says('lifecycle', 'planned')) return kind;
  if (says('openness', 'open') || written.some(isOpenLicense) || written.some(isDownload))
    return { ...kind, ...there('open-weights') };
  if (release.status === 'open-weights') return { ...kind, ...there('open-weights') };
  // A catalogue lists it.
  if (release.status === 'api-only') return { ...kind, ...there('api-only') };
  // That there are no weights has to be said, too.
  return {
    ...kind,
    ...there(says('openness', 'closed') || written.some(isService) ? 'api-only' : 'announced'),
  };
}

function there(status: ReleaseStatus): ClaimedStanding {
  return { status, lifecycle: 'active' };
}

function meaning(claim: WeighedRow): string {
  const value = JSON.parse(claim.value) as ClaimValue;
  return value.kind === 'text' ? (value.means ?? value.text) : '';
}

function isOpenLicense(claim: WeighedRow): boolean {
  if (claim.attribute !== 'license') return false;
  const value = JSON.parse(claim.value) as ClaimValue;
  return value.kind === 'license' && value.license !== 'proprietary';
}

function isDownload({ attribute, written }: WeighedRow): boolean {
  return (
    attribute === 'weights_on' ||
    (attribute === 'access' && /hugging ?face|github|download|weights/i.test(written))
  );
}

function isService({ attribute, written }: WeighedRow): boolean {
  return attribute === 'access' && /\bAPI\b|chat|app\b|free of charge|free to/i.test(written);
}

/** The articles are about language models: what else one is would be said of it, or in its name. */
function claimedKind(release: ReleaseRow, written: readonly WeighedRow[], labs: Labs): Kind {
  const lab = labs.get(release.lab);
  const inputs = written.flatMap((claim) => {
    const value = JSON.parse(claim.value) as ClaimValue;
    return claim.attribute === 'modalities' && value.kind === 'list' ? value.items : [];
  });
  const named = lab === undefined ? 'unknown' : kindInLanguageFamily(release.name, lab);
  if (named === 'other') return 'other';
  return named === 'vlm' || inputs.some((input) => input !== 'text') ? 'vlm' : 'llm';
}

/** A release keeps the name that a document opened it under. */
export function isNamedByDocument(release: Pick<ReleaseRow, 'grouping'>): boolean {
  return (
    (JSON.parse(release.grouping) as ReleaseState & { readonly documented?: boolean }).documented === true
  );
}
