import { suggest } from '../config/nearest.ts';
import { kinds, lifecycles } from '../domain/catalog.ts';
import type { FactFilter } from '../domain/release-filter.ts';
import { UsageError } from '../errors.ts';
import { parseSpan } from './amounts.ts';

/** Facts of a release that a listing may be asked for, as typed. Several are separated by commas. */
export interface ChosenFacts {
  readonly kind?: string;
  readonly lifecycle?: string;
  readonly parameters?: string;
  readonly active?: string;
  readonly context?: string;
  readonly license?: string;
  readonly modality?: string;
  readonly openness?: string;
}

/** What was asked for; null where nothing was. Throws UsageError where it cannot be understood. */
export function factFilter(chosen: ChosenFacts): FactFilter | null {
  const filter: FactFilter = {
    ...(chosen.kind === undefined ? {} : { kind: known(chosen.kind, kinds, '--kind') }),
    ...(chosen.lifecycle === undefined
      ? {}
      : { lifecycle: known(chosen.lifecycle, lifecycles, '--lifecycle') }),
    ...(chosen.parameters === undefined ? {} : { parameters: parseSpan(chosen.parameters, '--parameters') }),
    ...(chosen.active === undefined ? {} : { activeParameters: parseSpan(chosen.active, '--active') }),
    ...(chosen.context === undefined ? {} : { context: parseSpan(chosen.context, '--context') }),
    ...(chosen.license === undefined ? {} : { license: listed(chosen.license) }),
    ...(chosen.modality === undefined ? {} : { modality: listed(chosen.modality) }),
    ...(chosen.openness === undefined ? {} : { openness: listed(chosen.openness) }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function known<T extends string>(text: string, values: readonly T[], option: string): T[] {
  return listed(text).map((item) => {
    const found = values.find((value) => value === item.toLowerCase());
    if (found !== undefined) return found;
    throw new UsageError('choice', `${option} knows no "${item}"${suggest(item, values, 'Known values')}`);
  });
}
