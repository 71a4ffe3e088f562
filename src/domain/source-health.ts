const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Worst first, as people want to see them. `never`: not looked at yet. */
export const sourceStates = [
  'gone',
  'failing',
  'suspect',
  'silent',
  'parked',
  'never',
  'ok',
  'unchanged',
] as const;

export type SourceState = (typeof sourceStates)[number];

/** What operators know of a source. `recovering`: it works again, which is told together with the others of its host. */
export const toldStates = ['failing', 'gone', 'silent', 'recovering'] as const;

export type Told = (typeof toldStates)[number];

/** What is known of a source. Times in milliseconds since 1970. */
export interface SourceFacts {
  readonly lastOutcome: string | null;
  readonly lastGoodAt: number | null;
  readonly parkedUntil: number | null;
  /** Since the first failed poll after a good one. */
  readonly failingSince: number | null;
  /** Failed polls in a row; not those that failed for want of a network. */
  readonly failures: number;
  readonly errorCode: string | null;
  readonly suspectSince: number | null;
  /** Since when the upstream says that the place is not there. Nothing but a good poll ends it. */
  readonly goneSince: number | null;
  readonly told: Told | null;
}

/** Code of an answer that is meant for good: 410, or a page that a wiki says is missing. */
export const GONE_FOR_GOOD = 'upstream-gone';
/** Code of a 404: for days it means the same, but whoever rebuilds a site answers it for an hour, too. */
export const NOT_FOUND = 'upstream-not-found';

const GONE_AFTER_MS = 3 * DAY;
const GONE_FOR_GOOD_AFTER_MS = HOUR;
const GONE_FOR_GOOD_POLLS = 2;

/** Whether the place of a source no longer exists, as far as can be said from outside. */
export function isGone(
  source: Pick<SourceFacts, 'goneSince' | 'failures' | 'errorCode'>,
  now: number,
): boolean {
  if (source.goneSince === null) return false;
  const span = now - source.goneSince;
  if (source.errorCode === GONE_FOR_GOOD) {
    return source.failures >= GONE_FOR_GOOD_POLLS && span >= GONE_FOR_GOOD_AFTER_MS;
  }
  return source.errorCode === NOT_FOUND && span >= GONE_AFTER_MS;
}

/** The state that is shown. What keeps a source from being looked at stands before what its last look showed. */
export function stateOfSource(source: SourceFacts, now: number): SourceState {
  if (source.parkedUntil !== null && source.parkedUntil > now) return 'parked';
  if (isGone(source, now)) return 'gone';
  if (source.failingSince !== null) return 'failing';
  if (source.suspectSince !== null) return 'suspect';
  if (source.lastGoodAt === null) return 'never';
  if (source.told === 'silent') return 'silent';
  return source.lastOutcome === 'unchanged' ? 'unchanged' : 'ok';
}

/** A failure that is worth a message: not the first hiccup. */
const FAILURES_TO_TELL = 3;
const FAILING_TO_TELL_MS = 15 * MINUTE;
const SUSPECT_TO_TELL_MS = DAY;

export interface Telling {
  /** `relapsed`: it fails again before its recovery was told, so that nothing need be said. */
  readonly tell: 'failing' | 'gone' | 'recovered' | 'relapsed' | null;
  readonly reason:
    | 'keeps-failing'
    | 'suspect-for-a-day'
    | 'not-there'
    | 'works-again'
    | 'fails-again'
    | 'told-before'
    | 'first-hiccups'
    | 'may-be-gone'
    | 'suspect-for-now'
    | 'parked'
    | 'well';
}

/** What operators are to be told of a source. Silence is judged elsewhere, by what it showed. */
export function decideTelling(source: SourceFacts, now: number): Telling {
  const { told } = source;
  if (isGone(source, now)) return told === 'gone' ? nothing('told-before') : tell('gone', 'not-there');
  if (source.failingSince === null && source.suspectSince === null) return tellingOfWell(source);
  if (told === 'failing' || told === 'gone') return nothing('told-before');
  if (told === 'recovering') return tell('relapsed', 'fails-again');
  if (source.failingSince === null) {
    const span = now - (source.suspectSince ?? now);
    return span >= SUSPECT_TO_TELL_MS ? tell('failing', 'suspect-for-a-day') : nothing('suspect-for-now');
  }
  // Within the hour it is known whether it is gone: then that is told, and not two things of one cause.
  if (source.errorCode === GONE_FOR_GOOD) return nothing('may-be-gone');
  const lasts = source.failures >= FAILURES_TO_TELL && now - source.failingSince >= FAILING_TO_TELL_MS;
  return lasts ? tell('failing', 'keeps-failing') : nothing('first-hiccups');
}

function tellingOfWell({ told, lastOutcome }: SourceFacts): Telling {
  if (lastOutcome === 'parked') return nothing('parked');
  const wasIll = told === 'failing' || told === 'gone' || told === 'recovering';
  return wasIll ? tell('recovered', 'works-again') : nothing('well');
}

function tell(what: NonNullable<Telling['tell']>, reason: Telling['reason']): Telling {
  return { tell: what, reason };
}

function nothing(reason: Telling['reason']): Telling {
  return { tell: null, reason };
}

/** Sources of one host that began to fail within this time fail for one reason. */
const TOGETHER_MS = HOUR;

/** Whether two sources of one host fail for one reason, as far as can be said: they began together, or nobody answers. */
export function failTogether(
  one: Pick<SourceFacts, 'failingSince' | 'errorCode'>,
  other: Pick<SourceFacts, 'failingSince' | 'errorCode'>,
): boolean {
  if (one.failingSince === null || other.failingSince === null) return false;
  if (one.errorCode === UNREACHABLE && other.errorCode === UNREACHABLE) return true;
  return Math.abs(one.failingSince - other.failingSince) <= TOGETHER_MS;
}

/** Code of a connection that did not come about. */
export const UNREACHABLE = 'network';
