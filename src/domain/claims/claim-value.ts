/** How near to a number the source claims to be. */
export type Precision =
  /** As written, to its last digit: `14.8B` is 14.75 to 14.85. */
  | 'stated'
  /** Configured: to the unit. */
  | 'exact'
  /** Counted in the weights, with what a lab's own figure may leave out: drafters, tied embeddings. */
  | 'counted'
  | 'about'
  | 'at-least'
  | 'at-most';

/** What a claim says of its attribute, in the shape that its attribute has. */
export type ClaimValue =
  | {
      readonly kind: 'number';
      /** In units: parameters, tokens, layers, US dollars as `currency` says. */
      readonly amount: number;
      readonly precision: Precision;
      /** Half of what its last written digit stands for; 0 where it is exact. */
      readonly slack: number;
      readonly currency?: string;
    }
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | {
      readonly kind: 'date';
      /** ISO 8601, as precise as can be said: `2025`, `2025-07`, `2025-07-11`; the beginning of a season or half year. */
      readonly date: string;
      /** First and last day that it may mean, `2025-07-01`. */
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** What the words stand for, where that is known: `lab:alibaba`, `open`, `closed`. Words that mean one thing agree. */
      readonly means?: string;
      /** What of the attribute it speaks of, where that has many sides: then it competes with nothing else. */
      readonly aspect?: string;
    }
  /** Folded identifier, as `mit`, `apache-2.0`, `modified-mit`, `deepseek`; `permissive` for any of that sort. */
  | { readonly kind: 'license'; readonly license: string; readonly text: string }
  /** Sorted. */
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'price';
      readonly amount: number;
      /** ISO 4217. */
      readonly currency: string;
      /** What the amount buys: `1M tokens`. */
      readonly per: string;
      /** `input`, `output`, `input (cache hit)` and so on. */
      readonly tier: string;
      /** ISO 8601, where the source says since when or of when it speaks. */
      readonly asOf: string | null;
    }
  | { readonly kind: 'relative-price'; readonly relativeTo: string; readonly ratio: number }
  | {
      readonly kind: 'benchmark';
      readonly benchmark: string;
      readonly score: number;
      readonly unit: string;
      readonly setting: string | null;
      /** Self-reported and independent scores never compete. Null where the source does not say who measured. */
      readonly measuredBy: string | null;
    };

/** The value as `--json` prints it: numbers plain, dates as precise as known, prices and benchmarks in their shapes. */
export function valueToJson(value: ClaimValue): unknown {
  switch (value.kind) {
    case 'number':
      return value.currency === undefined ? value.amount : { amount: value.amount, currency: value.currency };
    case 'range':
      return { min: value.min, max: value.max };
    case 'date':
      return value.date;
    case 'text':
      return value.text;
    case 'license':
      return value.license;
    case 'list':
      return value.items;
    case 'price': {
      const { amount, currency, per, tier, asOf } = value;
      return { amount, currency, per, tier, ...(asOf === null ? {} : { as_of: asOf }) };
    }
    case 'relative-price':
      return { relative_to: value.relativeTo, ratio: value.ratio };
    case 'benchmark': {
      const { benchmark, score, unit, setting, measuredBy } = value;
      return { benchmark, score, unit, setting, measured_by: measuredBy };
    }
  }
}

/**
 * What of an attribute a value speaks of: values of different aspects never compete. A release has one total, but as
 * many prices as there are tiers, and as many scores as there are benchmarks, settings and measurers.
 */
export function aspectOf(value: ClaimValue): string {
  switch (value.kind) {
    case 'price':
      return [value.tier, value.per, value.currency, value.asOf ?? ''].join('|').toLowerCase();
    case 'relative-price':
      return `relative|${value.relativeTo.toLowerCase()}`;
    case 'benchmark':
      return [value.benchmark, value.setting ?? '', value.measuredBy ?? ''].join('|').toLowerCase();
    case 'text':
      return value.aspect ?? '';
    default:
      return '';
  }
}
