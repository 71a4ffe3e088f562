import { licensesFit } from './claims/parse-license.ts';
import type { FactView, ModelView, ReleaseView } from './release-view.ts';

/** Something that was told of a release and is no longer so. */
export interface ToldChange {
  /**
   * `corrected`: it was never so, somebody who knows better says. `updated`: it was so, and the same place says something
   * else now; or the release goes another way.
   */
  readonly kind: 'corrected' | 'updated';
  /** Name of the model; empty for the release as a whole. */
  readonly model: string;
  readonly attribute: string;
  readonly was: string | number;
  readonly is: string | number;
  readonly reason: string;
  readonly source: string;
  readonly url: string;
}

/** What a reader acts upon. What is only described more fully (languages, layers, benchmarks) corrects nothing. */
export const MEANINGFUL: ReadonlySet<string> = new Set([
  'license',
  'openness',
  'total_parameters',
  'active_parameters',
  'context_length',
  'released_on',
]);

/** 685B and 671B, 128,000 and 131,072 are the same thing said in two ways. */
const SAME_AMOUNT_SHARE = 0.05;

/** How a release goes on. That it is there at last is a milestone of its own. */
const TURNS: ReadonlySet<string> = new Set(['preview>active', 'active>discontinued', 'preview>discontinued']);

/** What of a release can turn out otherwise than it was told. */
export interface ToldState extends Pick<ReleaseView, 'facts' | 'lifecycle'> {
  readonly models: readonly Pick<ModelView, 'name' | 'facts'>[];
}

/**
 * What of a release is believed otherwise than it was told. Pure. What was not known then, and what has become a range
 * since models came, was not told wrongly.
 */
export function changesSinceTold(told: ToldState, now: ToldState): ToldChange[] {
  // What models share changes as others join or go: then only what is said of each can be compared.
  const whole = sameModels(told, now) ? changedFacts('', told.facts, now.facts) : [];
  const ofModels = now.models.flatMap((model) => {
    const before = told.models.find(({ name }) => name === model.name);
    return before === undefined ? [] : changedFacts(model.name, before.facts, model.facts);
  });
  // What all models share is said once.
  const seen = new Set(whole.map(sameThing));
  return [...whole, ...ofModels.filter((change) => !seen.has(sameThing(change))), ...turnOf(told, now)].sort(
    (left, right) => compareText(keyOf(left), keyOf(right)),
  );
}

function sameModels(told: ToldState, now: ToldState): boolean {
  const names = ({ models }: ToldState) => JSON.stringify(models.map(({ name }) => name).sort());
  return names(told) === names(now);
}

/** Tells one change from another: the same one is told once. */
export function keyOf({ model, attribute, is }: Pick<ToldChange, 'model' | 'attribute' | 'is'>): string {
  return JSON.stringify([model, attribute, is]);
}

type Facts = Readonly<Record<string, FactView>>;

function changedFacts(model: string, before: Facts, after: Facts): ToldChange[] {
  return Object.entries(after).flatMap(([attribute, is]): ToldChange[] => {
    const was = before[attribute];
    if (was === undefined || !MEANINGFUL.has(attribute)) return [];
    if (!isSingle(was.value) || !isSingle(is.value) || isSame(attribute, was.value, is.value)) return [];
    const { reason, source, url } = is;
    const sayingAnew = was.source === is.source && placeOf(was.url, attribute) === placeOf(is.url, attribute);
    const kind = sayingAnew ? 'updated' : 'corrected';
    return [{ kind, model, attribute, was: was.value, is: is.value, reason, source, url }];
  });
}

/**
 * Where something is said, whatever the commit. A repo's licence stands in its listing and its card, and is one thing; that
 * the weights count other parameters than the name says is a correction.
 */
function placeOf(url: string, attribute: string): string {
  const file = url.replace(/\/(?:blob|resolve)\/[^/]+\//, '/');
  return attribute === 'license' || attribute === 'openness' ? file.replace(/\/README\.md$/i, '') : file;
}

function turnOf(told: ToldState, now: ToldState): ToldChange[] {
  const cancelled = now.lifecycle === 'cancelled' && told.lifecycle !== 'cancelled';
  if (!cancelled && !TURNS.has(`${told.lifecycle}>${now.lifecycle}`)) return [];
  const { reason = '', source = '', url = '' } = now.facts.lifecycle ?? {};
  const turn = { was: told.lifecycle, is: now.lifecycle, reason, source, url };
  return [{ kind: 'updated', model: '', attribute: 'lifecycle', ...turn }];
}

function isSingle(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Whether two values of an attribute say the same, as far as a reader minds. */
export function isSame(attribute: string, was: string | number, is: string | number): boolean {
  if (typeof was === 'number' && typeof is === 'number')
    return Math.abs(was - is) <= SAME_AMOUNT_SHARE * Math.max(Math.abs(was), Math.abs(is));
  const [left, right] = [String(was), String(is)];
  // The lab's own, and what it is called.
  if (attribute === 'license') return licensesFit(left, right);
  // A month, and a day in it.
  return isDate(left) && isDate(right) ? left.startsWith(right) || right.startsWith(left) : left === right;
}

function isDate(text: string): boolean {
  return /^\d{4}(?:-\d{2}){0,2}$/.test(text);
}

function sameThing({ attribute, was, is }: ToldChange): string {
  return JSON.stringify([attribute, was, is]);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A change that waits until it has stood for long enough. */
export interface HeldChange {
  /** As keyOf gives it. */
  readonly key: string;
  /** Milliseconds since 1970; null for one that is never told, since it came of another configuration or version. */
  readonly since: number | null;
}

/** So long a change must stand before it is told, in milliseconds. */
export const HOLD_MS = 24 * 3_600_000;

export interface ChangesDecision {
  readonly ripe: readonly ToldChange[];
  /** What to hold from now on, in place of what was held. */
  readonly held: readonly HeldChange[];
  /** When the next one is ripe, milliseconds since 1970; null where none waits. */
  readonly recheckAt: number | null;
}

/**
 * Which changes have stood for the hold time. What changes back within it is forgotten without a word. `seenAt`: when
 * what is new among them was seen; both times in milliseconds since 1970.
 */
export function decideHeld(
  changes: readonly ToldChange[],
  held: readonly HeldChange[],
  seenAt: number,
  now: number,
): ChangesDecision {
  const since = new Map(held.map((each) => [each.key, each.since]));
  const waiting = changes.map((change) => {
    const key = keyOf(change);
    return { change, key, since: since.has(key) ? (since.get(key) ?? null) : Math.min(seenAt, now) };
  });
  const isRipe = (at: number | null) => at !== null && now - at >= HOLD_MS;
  const later = waiting.flatMap(({ since: at }) => (at === null || isRipe(at) ? [] : [at + HOLD_MS]));
  return {
    ripe: waiting.filter(({ since: at }) => isRipe(at)).map(({ change }) => change),
    held: waiting.map(({ key, since: at }) => ({ key, since: at })),
    recheckAt: later.length === 0 ? null : Math.min(...later),
  };
}
