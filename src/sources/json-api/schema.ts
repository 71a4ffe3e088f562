import type { Observation } from '../../domain/observation.ts';
import { UpstreamError } from '../../errors.ts';
import type { Shown } from '../source.ts';
import {
  type EntryAttribute,
  entryAttributes,
  type JsonApiConfig,
  type RepoAttribute,
  repoAttributes,
} from './config.ts';
import { baseOf, readEntry, readOrganization, unreadable } from './entries.ts';
import { kindOf, valueAt } from './path.ts';
import { readName } from './read-value.ts';
import { isPrivate, readRepo } from './repos.ts';

/** More than so many in a hundred that cannot be read mean that the list has another shape, not that some entries are odd. */
const MOST_ODD_SHARE = 0.25;

/** Of so few entries none may happen to have what the others of its list have. */
const FEW = 5;

export interface ReadList {
  readonly shown: Shown;
  /** What was passed over, in static words. */
  readonly salvaged: readonly string[];
}

/** A whole list as observations, sorted by key. Throws UpstreamError `upstream-shape` where paths lead to something else. */
export function readItems(items: readonly unknown[], config: JsonApiConfig): ReadList {
  const wanted = items.filter((item) => isWanted(item, config));
  requirePaths(wanted, config);
  if (config.as === 'repos') {
    const seen = wanted.filter((item) => !isPrivate(item, config));
    const { observations, salvaged } = readAll(seen, config, readRepo);
    return { shown: { form: 'repos', namespace: `${config.hub}-model`, observations }, salvaged };
  }
  if (config.as === 'organizations') {
    const { observations, salvaged } = readAll(wanted, config, readOrganization);
    return { shown: { form: 'entries', observations }, salvaged };
  }
  const { observations, salvaged } = readAll(withoutOffers(wanted, config), config, readEntry);
  const odd = wanted.some((item) => unreadable(item, config).length > 0);
  const notes = odd ? [...salvaged, 'values of another kind were left out'] : salvaged;
  return { shown: { form: 'entries', observations }, salvaged: notes };
}

function isWanted(item: unknown, { where, skip, fields }: JsonApiConfig): boolean {
  if (Object.entries(where ?? {}).some(([path, value]) => valueAt(item, path) !== value)) return false;
  const id = valueAt(item, fields.id);
  return typeof id !== 'string' || !skip?.some((start) => id.startsWith(start));
}

/** One entry for each model: the model itself before its other offers, which stand for it where it is not listed. */
function withoutOffers(items: readonly unknown[], config: JsonApiConfig): unknown[] {
  if (config.variants === undefined) return [...items];
  const chosen = new Map<string, { readonly id: string; readonly item: unknown }>();
  const rest: unknown[] = [];
  for (const item of items) {
    const id = readName(valueAt(item, config.fields.id));
    if (id === null) {
      rest.push(item);
      continue;
    }
    const base = baseOf(id, config);
    const known = chosen.get(base);
    // The shortest is the model itself; of several offers always the same.
    if (
      known === undefined ||
      id.length < known.id.length ||
      (id.length === known.id.length && id < known.id)
    ) {
      chosen.set(base, { id, item });
    }
  }
  return [...chosen.values().map(({ item }) => item), ...rest];
}

function readAll<O extends Observation & { readonly key: string }>(
  items: readonly unknown[],
  config: JsonApiConfig,
  read: (item: unknown, config: JsonApiConfig) => O | null,
): { readonly observations: readonly O[]; readonly salvaged: readonly string[] } {
  const observations = new Map<string, O>();
  let odd = 0;
  let example: unknown;
  for (const item of items) {
    const observation = read(item, config);
    if (observation !== null) {
      if (!observations.has(observation.key)) observations.set(observation.key, observation);
      continue;
    }
    odd++;
    example ??= item;
  }
  if (odd > items.length * MOST_ODD_SHARE) throw oddEntries(odd, items.length, example, config);
  const sorted = [...observations.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { observations: sorted, salvaged: odd === 0 ? [] : ['entries of another shape were left out'] };
}

function oddEntries(odd: number, of: number, example: unknown, { fields }: JsonApiConfig): UpstreamError {
  const { id, name = id } = fields;
  const path = readName(valueAt(example, id)) === null ? id : name;
  return new UpstreamError('upstream-shape', 'entries of the list have another shape than configured', {
    path,
    found: kindOf(valueAt(example, path)),
    entries: odd,
    of,
  });
}

/** A path that leads nowhere in any entry, or to something else in all that say anything, is no longer the right one. */
function requirePaths(items: readonly unknown[], config: JsonApiConfig): void {
  if (items.length < FEW) return;
  for (const name of [...entryAttributes, ...repoAttributes] as readonly (EntryAttribute & RepoAttribute)[]) {
    const path = config.fields[name];
    if (path === undefined || items.some((item) => valueAt(item, path) !== undefined)) continue;
    throw new UpstreamError('upstream-shape', 'no entry of the list has what is configured', {
      field: name,
      path,
      found: kindOf(undefined),
    });
  }
  for (const [charge, path] of Object.entries(pricePaths(config))) {
    if (items.some((item) => valueAt(item, path) !== undefined)) continue;
    throw new UpstreamError('upstream-shape', 'no entry of the list has what is configured', {
      field: `prices.${charge}`,
      path,
      found: kindOf(undefined),
    });
  }
}

function pricePaths({ prices }: JsonApiConfig): Readonly<Record<string, string>> {
  return prices === undefined ? {} : { input: prices.input, output: prices.output };
}
