import { UsageError } from '../errors.ts';
import type { Configuration } from './configuration.ts';
import { suggest } from './nearest.ts';

/** Which sources somebody wants to be looked at: these, of that kind, of that lab and those that belong to it. */
export interface SourceChoice {
  /** All where there is none. */
  readonly ids?: readonly string[];
  readonly kind?: string;
  readonly lab?: string;
}

/** Ids of the sources that are chosen. Throws UsageError where it names what is not configured, or nothing fits. */
export function chooseSources(
  { sources, labs }: Pick<Configuration, 'sources' | 'labs'>,
  { ids = [], kind, lab }: SourceChoice,
): ReadonlySet<string> {
  const unknown = unknownOf({ sources, labs }, { ids, kind, lab });
  if (unknown.length > 0) throw new UsageError('refresh-selection', 'nothing was looked at', unknown);
  const under = labs.filter((one) => one.id === lab || one.parent === lab).map((one) => one.id);
  const chosen = sources.filter(
    (source) =>
      (ids.length === 0 || ids.includes(source.id)) &&
      (kind === undefined || source.kind === kind) &&
      (lab === undefined || (source.lab !== undefined && under.includes(source.lab))),
  );
  if (chosen.length === 0)
    throw new UsageError(
      'refresh-selection',
      'no source fits that selection: "modelwatch sources" lists them',
    );
  return new Set(chosen.map((source) => source.id));
}

/** One line for each thing that is not configured. */
function unknownOf(
  { sources, labs }: Pick<Configuration, 'sources' | 'labs'>,
  {
    ids,
    kind,
    lab,
  }: {
    readonly ids: readonly string[];
    readonly kind?: string | undefined;
    readonly lab?: string | undefined;
  },
): string[] {
  const known = {
    source: sources.map((source) => source.id),
    lab: labs.map((one) => one.id),
    kind: [...new Set<string>(sources.map((source) => source.kind))],
  };
  const named = [
    ...ids.map((id) => ['source', id] as const),
    ...(lab === undefined ? [] : [['lab', lab] as const]),
    ...(kind === undefined ? [] : [['kind', kind] as const]),
  ];
  return named
    .filter(([what, name]) => !known[what].includes(name))
    .map(([what, name]) => `no such ${what}: ${name}${suggest(name, known[what], `${what}s`)}`);
}
