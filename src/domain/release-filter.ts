import type { Kind, Lifecycle } from './catalog.ts';
import type { FactView, ReleaseView } from './release-view.ts';

/** What of a release somebody asks for. Several of one sort mean any of them; different sorts all have to fit. */
export interface FactFilter {
  readonly kind?: readonly Kind[];
  readonly lifecycle?: readonly Lifecycle[];
  /** In units. A release fits where one of its models lies within. */
  readonly parameters?: Span;
  readonly activeParameters?: Span;
  /** In tokens. */
  readonly context?: Span;
  /** Identifiers as the catalog has them: `mit`, `apache-2.0`. */
  readonly license?: readonly string[];
  /** What it reads, as `image`. */
  readonly modality?: readonly string[];
  readonly openness?: readonly string[];
}

/** Both ends belong to it. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** Whether a release is what is asked for. A fact that nobody states fits nothing that is asked of it. */
export function fitsFilter(view: ReleaseView, filter: FactFilter): boolean {
  if (filter.kind !== undefined && !filter.kind.includes(view.kind)) return false;
  if (filter.lifecycle !== undefined && !filter.lifecycle.includes(view.lifecycle)) return false;
  const wanted: readonly [string, ((fact: FactView) => boolean) | null][] = [
    ['total_parameters', within(filter.parameters)],
    ['active_parameters', within(filter.activeParameters)],
    ['context_length', within(filter.context)],
    ['license', oneOf(filter.license)],
    ['modalities', oneOf(filter.modality)],
    ['openness', oneOf(filter.openness)],
  ];
  return wanted.every(([attribute, fits]) => fits === null || factsNamed(view, attribute).some(fits));
}

function factsNamed(view: ReleaseView, attribute: string): FactView[] {
  return [view.facts, ...view.models.map((model) => model.facts)].flatMap((facts) => facts[attribute] ?? []);
}

function within(span: Span | undefined): ((fact: FactView) => boolean) | null {
  if (span === undefined) return null;
  // A range over models says nothing of one of them; each model speaks for itself.
  return ({ value }) => typeof value === 'number' && value >= span.min && value <= span.max;
}

/** Whether a fact is, or has among it, one of these; case and width make no difference. Null where nothing is asked. */
export function oneOf(wanted: readonly string[] | undefined): ((fact: FactView) => boolean) | null {
  if (wanted === undefined) return null;
  const folded = new Set(wanted.map(foldTerm));
  return ({ value }) => [value].flat().some((item) => typeof item === 'string' && folded.has(foldTerm(item)));
}

/** As names of licences and modalities are compared. */
export function foldTerm(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
