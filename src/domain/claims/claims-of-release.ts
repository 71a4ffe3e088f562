import type { Lab } from '../lab.ts';
import type { ClaimValue } from './claim-value.ts';
import { meaningOf } from './parse-developer.ts';
import type { SaidClaim } from './said-claim.ts';

/** The repo of a release that was public first. */
export interface FirstRepo {
  readonly url: string;
  /** Milliseconds since 1970; for one that was there before us, when it was made. */
  readonly publicAt: number;
  readonly baseline: boolean;
}

const DAY_MS = 86_400_000;
/** A repo is seen at once, and announced at once or within days. */
const ANNOUNCED_WITHIN_DAYS = 2;
/** Repos are made up to some weeks before they are shown (docs of createdAt: none; as measured on the labs' own dates). */
const SHOWN_WITHIN_DAYS = 45;

/** What the first repo of a release says of it by being there: who made it, and since when it is public. */
export function claimsOfFirstRepo(lab: Lab, first: FirstRepo): SaidClaim[] {
  const { publicAt, baseline, url } = first;
  const place = baseline ? 'made' : 'seen';
  const date = span(publicAt, baseline ? SHOWN_WITHIN_DAYS : ANNOUNCED_WITHIN_DAYS);
  const said = { model: '', extraction: 'listing', url, quote: null } as const;
  const developer: ClaimValue = { kind: 'text', text: lab.name, means: meaningOf(lab) };
  return [
    { ...said, attribute: 'developer', value: developer, written: lab.name, place: 'organization' },
    { ...said, attribute: 'released_on', value: date, written: date.date, place },
    { ...said, attribute: 'weights_on', value: date, written: date.date, place },
  ];
}

/** A day, or one of the days after it. `time`: milliseconds since 1970. */
export function span(time: number, daysAfter: number, daysBefore = 0): Extract<ClaimValue, { kind: 'date' }> {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return {
    kind: 'date',
    date: day(time),
    from: day(time - daysBefore * DAY_MS),
    to: day(time + daysAfter * DAY_MS),
  };
}
