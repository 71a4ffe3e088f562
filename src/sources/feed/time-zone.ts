/** Minutes east of Greenwich, as https://www.rfc-editor.org/rfc/rfc822#section-5.1 has them, and what feeds write besides. */
const NAMED: Readonly<Record<string, number>> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, wet: 0 },
  ...{ est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 },
  ...{ bst: 60, west: 60, cet: 60, cest: 120, eet: 120, eest: 180, msk: 180 },
  ...{ hkt: 480, sgt: 480, bjt: 480, kst: 540, jst: 540, aest: 600, aedt: 660, nzst: 720, nzdt: 780 },
};

/** China Standard Time, where the feed is from there. */
const CST_IN_CHINA = 480;

const FARTHEST = 14 * 60;

/**
 * What the text after a time says of its zone, in minutes east of Greenwich: `GMT`, `EST`, `+0800`, `+08:00`, `GMT+8`,
 * `Asia/Shanghai`. Null where it says none, or one that nobody knows. `zone`: what the feed's dates are read in, which
 * decides what CST means. `wallClock`: the time as written, in milliseconds as if it were UTC.
 */
export function offsetOfZoneName(after: string, zone: string, wallClock: number): number | null {
  const text = after.trim();
  const numeric = /^(?:gmt|utc|z)?\s*([+-])(\d{1,2}):?(\d\d)?(?!\d)/i.exec(text);
  if (numeric !== null) return numericOffset(numeric);
  const area = /^[a-z]+\/[a-z_/+-]+/i.exec(text)?.[0];
  if (area !== undefined && isZone(area)) return offsetOfZone(area, wallClock) / 60_000;
  const name = /^[a-z]{1,5}(?![a-z])/i.exec(text)?.[0].toLowerCase();
  if (name === undefined) return null;
  if (name === 'cst' && zone.startsWith('Asia/')) return CST_IN_CHINA;
  return NAMED[name] ?? null;
}

function numericOffset([, sign, hours, minutes]: RegExpExecArray): number | null {
  const offset = Number(hours) * 60 + Number(minutes ?? 0);
  if (offset > FARTHEST) return null;
  return sign === '-' ? -offset : offset;
}

function isZone(name: string): boolean {
  try {
    formatter(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Milliseconds east of Greenwich of an IANA zone, at the time that its clocks show `wallClock`. */
export function offsetOfZone(zone: string, wallClock: number): number {
  if (zone === 'UTC') return 0;
  const near = offsetAt(zone, wallClock);
  // Once more from there: the first look may have been on the other side of a change of clocks.
  return offsetAt(zone, wallClock - near);
}

function offsetAt(zone: string, at: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(formatter(zone).format(at));
  if (match === null) return 0;
  const [, sign, hours, minutes, seconds] = match;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -ms : ms;
}

/** Making one costs a thousand times what using it does; few zones ever appear, however many a feed may name. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATTERS = 50;

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  if (formatters.size < MOST_FORMATTERS) formatters.set(zone, made);
  return made;
}
