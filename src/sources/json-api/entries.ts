import type { EntryObservation } from '../../domain/observation.ts';
import { type Price, pricesText } from '../price-text.ts';
import { type EntryAttribute, entryAttributes, type JsonApiConfig } from './config.ts';
import { valueAt } from './path.ts';
import { readAmount, readCount, readList, readName, readTime } from './read-value.ts';

/** How an attribute's value is read, and written so that equal values are equal texts. */
const READERS: { readonly [A in EntryAttribute]: (value: unknown) => string | null } = {
  developer: readName,
  released_on: dayOf,
  listed_on: dayOf,
  context_length: countText,
  max_output: countText,
  total_parameters: countText,
  active_parameters: countText,
  license: readName,
  modalities: listText,
  input_modalities: listText,
  output_modalities: listText,
  languages: listText,
  open_weights: readName,
  base_model: listText,
  lifecycle: readName,
};

/** One entry of a list of models. Null where it has no id or no name. */
export function readEntry(item: unknown, config: JsonApiConfig): EntryObservation | null {
  const written = readName(valueAt(item, config.fields.id));
  const name = config.fields.name === undefined ? written : readName(valueAt(item, config.fields.name));
  if (written === null || name === null) return null;
  const id = baseOf(written, config);
  const {
    developer: said,
    input_modalities,
    output_modalities,
    ...attributes
  } = readAttributes(item, config);
  const owner = id.includes('/') ? id.slice(0, id.indexOf('/')) : null;
  const [prefix, bare] = splitName(name, config, owner);
  const developer = said ?? (config.developer === 'name' ? (prefix ?? owner) : (owner ?? prefix));
  const fields = new Map(Object.entries(attributes));
  const modalities = [input_modalities, output_modalities].filter((side) => side !== undefined).join(' → ');
  if (modalities !== '') fields.set('modalities', modalities);
  // An offer of the same model, free or faster, has prices of its own.
  const prices = id === written ? readPrices(item, config) : '';
  if (prices !== '') fields.set('prices', prices);
  return {
    key: id.toLowerCase(),
    statement: 'listing',
    subject: id === written ? bare : bare.replace(/\s*\([^()]*\)$/, ''),
    developer,
    place: '',
    fields: Object.fromEntries([...fields].sort(([a], [b]) => (a < b ? -1 : 1))),
    quote: null,
    url: linkOf(id, config),
  };
}

/** Attributes that are configured and of which an entry says something: attribute → what stands there. */
export function unreadable(item: unknown, { fields }: JsonApiConfig): EntryAttribute[] {
  return entryAttributes.filter((name) => {
    const path = fields[name];
    const value = path === undefined ? undefined : valueAt(item, path);
    return !isBlank(value) && READERS[name](value) === null;
  });
}

/** Said as nothing: no mistake of anybody's. Some APIs say nought for "not known". */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}

/** Who publishes what the entry is about: the owner in its id. Null where it has none. */
export function readOrganization(item: unknown, config: JsonApiConfig): EntryObservation | null {
  const id = readName(valueAt(item, config.fields.id));
  const owner = id?.includes('/') ? id.slice(0, id.indexOf('/')) : null;
  if (!owner) return null;
  return {
    key: owner.toLowerCase(),
    statement: 'listing',
    subject: owner,
    developer: owner,
    place: '',
    fields: {},
    quote: null,
    url: linkOf(owner, config),
  };
}

/** The id of the model that this is one of several offers of. */
export function baseOf(id: string, { variants }: JsonApiConfig): string {
  return variants === undefined ? id : (id.split(variants, 1)[0] as string) || id;
}

type Attributes = { -readonly [A in EntryAttribute]?: string };

function readAttributes(item: unknown, { fields }: JsonApiConfig): Attributes {
  const attributes: Attributes = {};
  for (const name of entryAttributes) {
    const path = fields[name];
    const value = path === undefined ? null : READERS[name](valueAt(item, path));
    if (value !== null && value !== '') attributes[name] = value;
  }
  return attributes;
}

/** `Qwen: Qwen3 Max` and `qwen/Qwen3-Max` are both of Qwen. */
function splitName(
  name: string,
  { developer }: JsonApiConfig,
  owner: string | null,
): readonly [prefix: string | null, bare: string] {
  const [, prefix, rest] = /^([^:]{1,60}):\s+(\S.*)$/.exec(name) ?? [];
  if (developer !== undefined && prefix !== undefined && rest !== undefined) return [prefix.trim(), rest];
  const asOwned = owner !== null && name.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
  return [null, asOwned ? name.slice(owner.length + 1) : name];
}

const TOKENS = { token: 1, '1K tokens': 1000, '1M tokens': 1_000_000 } as const;

function readPrices(item: unknown, { prices }: JsonApiConfig): string {
  if (prices === undefined) return '';
  const { input, output, cached, currency, per } = prices;
  const paths = { 'input (cache hit)': cached, input, output } as const;
  const read = Object.entries(paths).flatMap(([charge, path]): Price[] => {
    const amount = path === undefined ? null : readAmount(valueAt(item, path));
    if (amount === null) return [];
    const perMillion = (amount * 1_000_000) / TOKENS[per];
    return [{ charge: charge as Price['charge'], amount: perMillion, currency, per: '1M tokens' }];
  });
  return pricesText(read);
}

function linkOf(id: string, { link, url }: JsonApiConfig): string {
  if (link === undefined) return new URL(url).href;
  const segments = id
    .split('/')
    .map((segment) => (/^\.*$/.test(segment) ? '_' : encodeURIComponent(segment)));
  return link.replaceAll('{id}', segments.join('/'));
}

function countText(value: unknown): string | null {
  const count = readCount(value);
  return count === null ? null : String(count);
}

function dayOf(value: unknown): string | null {
  return readTime(value)?.slice(0, 10) ?? null;
}

function listText(value: unknown): string | null {
  return readList(value)?.join(', ') ?? null;
}
