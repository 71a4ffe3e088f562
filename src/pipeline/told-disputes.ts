import { safeUrl } from '../alerts/hostile-text.ts';
import type { ToldDispute, ToldSide } from '../domain/alert.ts';
import type { DisputedClaim } from '../domain/claims/describe-beliefs.ts';
import type { DescribedRelease } from '../domain/claims/described-release.ts';
import type { ReleaseRow } from '../store/schema.ts';

/** Of a side that many say, as many as a reader wants to see. */
const SIDES_SHOWN = 5;

/** What sources contradict each other on, as it is told: both sides, with addresses that can be followed. */
export function toldDisputes({ described }: Pick<ReleaseRow, 'described'>): ToldDispute[] {
  const disputes = described === null ? [] : (JSON.parse(described) as DescribedRelease).disputes;
  return disputes.map(({ subject, attribute, believed, against }) => ({
    subject,
    attribute,
    believed: believed === null ? null : { ...sideOf(believed), reason: believed.reason },
    against: against.slice(0, SIDES_SHOWN).map(sideOf),
  }));
}

function sideOf({ value, source, url }: DisputedClaim): ToldSide {
  return { value, source, url: safeUrl(url) ?? '' };
}
