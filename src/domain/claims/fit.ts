import type { ClaimValue } from './claim-value.ts';
import { isVague, licensesFit } from './parse-license.ts';

/**
 * How two values of one attribute and aspect stand to each other: equal; fitting, since one is the other said less
 * precisely; or in conflict.
 */
export type Fit = 'equal' | 'fits' | 'conflict';

/** "About" is meant to within a sixth: about 250 may be 210, not 370. */
const ABOUT_SHARE = 1 / 6;
/** "Over 800" is no longer a fair thing to say of 1,300. */
const OPEN_SHARE = 1.5;
/** Metadata says 685B of a model that its lab calls one of 671B: the difference is its drafter. */
const UNCOUNTED_SHARE = 0.04;
/** A K of tokens or a size may be 1,000 or 1,024. */
const BINARY_KILO = 1.024;

export function fitOf(left: ClaimValue, right: ClaimValue): Fit {
  if (left.kind === 'number' && right.kind === 'number') return numbersFit(left, right);
  if (left.kind === 'date' && right.kind === 'date') return datesFit(left, right);
  if (left.kind === 'license' && right.kind === 'license') {
    if (left.license === right.license) return 'equal';
    return licensesFit(left.license, right.license) ? 'fits' : 'conflict';
  }
  if (left.kind === 'list' && right.kind === 'list') return listsFit(left.items, right.items);
  if (left.kind === 'range' && right.kind === 'range') {
    if (left.min === right.min && left.max === right.max) return 'equal';
    return 'conflict';
  }
  if (left.kind === 'range' && right.kind === 'number')
    return inRange(right.amount, left) ? 'fits' : 'conflict';
  if (left.kind === 'number' && right.kind === 'range')
    return inRange(left.amount, right) ? 'fits' : 'conflict';
  if (left.kind === 'text' && right.kind === 'text' && left.means !== undefined && right.means !== undefined)
    return left.means === right.means ? 'equal' : 'conflict';
  return folded(left) === folded(right) ? 'equal' : 'conflict';
}

type Amount = Extract<ClaimValue, { kind: 'number' }>;

/** The interval that an amount may mean. */
function meaning({ amount, precision, slack }: Amount): readonly [number, number] {
  switch (precision) {
    case 'exact':
      return [amount, amount];
    case 'counted':
      return [amount * (1 - UNCOUNTED_SHARE), amount];
    case 'stated':
      // Rounded, or cut off behind its last digit: 5.5 million was said of 5.576.
      return [amount - slack, amount + 2 * slack];
    case 'about':
      return [amount * (1 - ABOUT_SHARE), amount * (1 + ABOUT_SHARE)];
    case 'at-least':
      return [amount, amount * OPEN_SHARE];
    case 'at-most':
      return [amount / OPEN_SHARE, amount];
  }
}

function numbersFit(left: Amount, right: Amount): Fit {
  if ((left.currency ?? '') !== (right.currency ?? '')) return 'conflict';
  if (left.amount === right.amount && left.precision === right.precision) return 'equal';
  const [leftLow, leftHigh] = meaning(left);
  const [rightLow, rightHigh] = meaning(right);
  if (leftLow <= rightHigh && rightLow <= leftHigh) return 'fits';
  return isBinaryKilo(left.amount, right.amount) ? 'fits' : 'conflict';
}

function isBinaryKilo(left: number, right: number): boolean {
  const [less, more] = left < right ? [left, right] : [right, left];
  if (less <= 0 || less % 1000 !== 0 || more % 1024 !== 0) return false;
  return [BINARY_KILO, BINARY_KILO ** 2, BINARY_KILO ** 3].some(
    (factor) => Math.abs(less * factor - more) < 1,
  );
}

type Day = Extract<ClaimValue, { kind: 'date' }>;

/** July 2025 and 11 July 2025 fit; 5 and 9 September do not. */
function datesFit(left: Day, right: Day): Fit {
  if (left.from === right.from && left.to === right.to) return 'equal';
  return left.from <= right.to && right.from <= left.to ? 'fits' : 'conflict';
}

/** A shorter list is not wrong, only shorter. */
function listsFit(left: readonly string[], right: readonly string[]): Fit {
  if (isMultimodal(left, right) || isMultimodal(right, left)) return 'fits';
  const less = left.length <= right.length ? left : right;
  const more = new Set(left.length <= right.length ? right : left);
  if (!less.every((item) => more.has(item))) return 'conflict';
  return less.length === more.size ? 'equal' : 'fits';
}

/** `multimodal` says that it is more than one, and not which. */
function isMultimodal(said: readonly string[], other: readonly string[]): boolean {
  return said.length === 1 && said[0] === 'multimodal' && other.length > 1;
}

function inRange(amount: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return amount >= min && amount <= max;
}

/** Words are compared without regard to case, spaces and punctuation. */
function folded(value: ClaimValue): string {
  const text = value.kind === 'text' ? value.text : JSON.stringify(value);
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.%]+/gu, ' ')
    .trim();
}

/** How precise a value is: the narrower what it may mean, the greater. Comparable within one attribute only. */
export function sharpness(value: ClaimValue): number {
  switch (value.kind) {
    case 'number': {
      const [low, high] = meaning(value);
      return value.amount === 0 ? 0 : -(high - low) / Math.abs(value.amount);
    }
    case 'range':
      return -2;
    case 'date':
      return -(Date.parse(value.to) - Date.parse(value.from)) / 86_400_000;
    case 'license':
      return isVague(value.license) ? -1 : 0;
    case 'list':
      return value.items.length;
    default:
      return 0;
  }
}
