import { parseDate } from '../../domain/claims/parse-date.ts';
import { normalName } from './entry-name.ts';
import { namesIn, type Stretch } from './names-in-text.ts';
import { cut } from './plain-text.ts';

/** A release that a sentence dates. */
export interface DatedRelease {
  readonly subject: string;
  /** As written. */
  readonly date: string;
  /** ISO 8601, a month or a day. */
  readonly isoDate: string;
  readonly quote: string;
}

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';

/** Dates with a year and at least a month: a year alone dates no release. */
const DATE = new RegExp(
  [
    String.raw`\b\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?${MONTH},?\s20\d\d\b`,
    String.raw`\b${MONTH}\s\d{1,2}(?:st|nd|rd|th)?,?\s20\d\d\b`,
    String.raw`\b${MONTH},?\s(?:of\s)?20\d\d\b`,
    String.raw`\b20\d\d-\d\d-\d\d\b`,
    String.raw`(?<!\d)20\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号號])?`,
  ].join('|'),
  'g',
);

const OUT =
  /\b(?:released?|releases|releasing|launch(?:ed|es)?|unveil(?:ed|s)|open[- ]sourced|announced|announces|introduced|introduces|published|debuted|rolled out|(?:made|became) (?:publicly )?available|went live|updated to)\b|发布|發布|發佈|推出|开源|開源|上线|上線|公布|亮相|问世|問世/i;

/** Not out, or not yet. */
const NOT_OUT =
  /\b(?:not (?:yet )?(?:been )?(?:released|launched|unveiled|announced|available)|unreleased|yet to|plan(?:s|ned|ning)? (?:to|for)|expect(?:s|ed) to|scheduled|slated|intend(?:s|ed) to|(?:will|would|to) be (?:released|launched|unveiled|open[- ]sourced|made)|rumou?r(?:ed|s)?|delayed|postponed|cancell?ed)\b|尚未|还未|還未|未能|计划|計劃|预计|預計|将于|將於|将在|將在|拟于|推迟|推遲|延期|传闻|傳聞/i;

/** Before a name that something else is compared with, built on or served by. */
const BESIDE =
  /(?:\b(?:as|than|on|upon|over|from|like|of|with|using|against|to|surpass\w*|outperform\w*|beat\w*)|基于|基於|超过|超過|超越|相比|优于|優於|与|與)\s?(?:(?:the|its|their|\w+['’]s)\s)?$/i;

/** Between names that are told of together. */
const TOGETHER =
  /^(?:[\s,、()&]|\b(?:and|as well as|or|the|both|its|models?|series|chat|base|instruct)\b|和|及|与|與|以及|、)*$/i;

const LONGEST_QUOTE = 300;
const LEAD_IN = 40;
const MOST = 20;

/** The releases that a sentence dates: it needs a date, a verb of release, and something with a version. */
export function datedReleases(sentence: string): DatedRelease[] {
  const folded = halfWidth(sentence);
  if (!OUT.test(folded) || NOT_OUT.test(folded)) return [];
  const dates = [...folded.matchAll(DATE)].slice(0, MOST).map(toStretch);
  if (dates.length === 0) return [];
  const groups = groupNames(folded, namesIn(blank(folded, dates)).slice(0, MOST));
  const releases: DatedRelease[] = [];
  for (const [date, group] of pairs(folded, dates, groups)) {
    const isoDate = parseDate(date.text)?.date;
    if (isoDate === undefined || isoDate.length < 7) continue;
    for (const name of group) {
      releases.push({
        subject: sentence.slice(name.start, name.end),
        date: sentence.slice(date.start, date.end),
        isoDate,
        quote: quoteAround(sentence, date, name),
      });
    }
  }
  return releases;
}

/**
 * Which date is whose. As many dates as names: the first is the first's, in whatever order a sentence has them. Otherwise
 * those that are nearest to each other, from both sides.
 */
function pairs(
  sentence: string,
  dates: readonly Stretch[],
  groups: readonly Stretch[][],
): (readonly [Stretch, Stretch[]])[] {
  const own = groups.filter((group) => !isBeside(sentence, group));
  const told = own.length > 0 ? own : groups;
  if (told.length === dates.length) return told.map((group, index) => [dates[index] as Stretch, group]);
  return dates.flatMap((date) => {
    const group = nearest(told, (candidate) => distance(candidate, date));
    return group !== undefined && nearest(dates, (other) => distance(group, other)) === date
      ? [[date, group]]
      : [];
  });
}

/** `Ａ`, `３` and the like as `A` and `3`, every character staying in its place. */
function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

function toStretch(match: RegExpExecArray): Stretch {
  return { start: match.index, end: match.index + match[0].length, text: match[0] };
}

/** Months are capitalised and days are numbers: no names. */
function blank(text: string, dates: readonly Stretch[]): string {
  let blanked = text;
  for (const { start, end } of dates)
    blanked = blanked.slice(0, start) + '\u0000'.repeat(end - start) + blanked.slice(end);
  return blanked;
}

function groupNames(sentence: string, names: readonly Stretch[]): Stretch[][] {
  const groups: Stretch[][] = [];
  for (const name of names) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const between = last === undefined ? '' : sentence.slice(last.end, name.start).slice(0, 100);
    if (group === undefined || last === undefined || !TOGETHER.test(between)) groups.push([name]);
    // "an updated K2, Kimi-K2-Instruct-0905" is one thing under two names, and the longer one is its own.
    else if (/^[\s,(]*$/.test(between) && `-${normalName(name.text)}-`.includes(`-${normalName(last.text)}-`))
      group.splice(-1, 1, name);
    else group.push(name);
  }
  return groups;
}

/** Whether a name is there for what something else is compared with or made from. */
function isBeside(sentence: string, [first]: readonly Stretch[]): boolean {
  return first !== undefined && BESIDE.test(sentence.slice(Math.max(0, first.start - 40), first.start));
}

function distance(group: readonly Stretch[], date: Stretch): number {
  return Math.min(
    ...group.map(({ start, end }) => (start >= date.end ? start - date.end : date.start - end)),
  );
}

/** The first of those that are nearest. */
function nearest<T>(candidates: readonly T[], far: (candidate: T) => number): T | undefined {
  let best: T | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const own = far(candidate);
    if (own < bestDistance) [best, bestDistance] = [candidate, own];
  }
  return best;
}

/** The sentence itself; of a long one the part that has both. */
function quoteAround(sentence: string, date: Stretch, name: Stretch): string {
  if (Math.max(date.end, name.end) <= LONGEST_QUOTE) return cut(sentence, LONGEST_QUOTE);
  // From the beginning of a word a little before, so that it reads.
  const before = Math.max(0, Math.min(date.start, name.start) - LEAD_IN);
  return cut(sentence.slice(sentence.indexOf(' ', before) + 1), LONGEST_QUOTE);
}
