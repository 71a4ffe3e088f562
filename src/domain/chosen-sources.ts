import { suggest } from './nearest.ts';

/** Which sources somebody wants to be looked at: these, of that kind, of that lab and those that belong to it. */
export interface SourceChoice {
  /** All where there is none. */
  readonly ids?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly lab?: string | undefined;
}

/** What of the configuration is chosen from. */
export interface Choosable {
  readonly sources: readonly {
    readonly id: string;
    readonly kind: string;
    readonly lab?: string | undefined;
  }[];
  readonly labs: readonly { readonly id: string; readonly parent?: string | undefined }[];
}

/** Ids of sources, or one line for each thing that is not configured. Neither where nothing fits the whole choice. */
export interface ChosenSources {
  readonly ids: ReadonlySet<string>;
  readonly unknown: readonly string[];
}

export function chooseSources({ sources, labs }: Choosable, choice: SourceChoice): ChosenSources {
  const { ids = [], kind, lab } = choice;
  const unknown = unknownOf({ sources, labs }, choice);
  if (unknown.length > 0) return { ids: new Set(), unknown };
  const under = labs.filter((one) => one.id === lab || one.parent === lab).map((one) => one.id);
  const chosen = sources.filter(
    (source) =>
      (ids.length === 0 || ids.includes(source.id)) &&
      (kind === undefined || source.kind === kind) &&
      (lab === undefined || (source.lab !== undefined && under.includes(source.lab))),
  );
  return { ids: new Set(chosen.map((source) => source.id)), unknown: [] };
}

function unknownOf({ sources, labs }: Choosable, { ids = [], lab, kind }: SourceChoice): string[] {
  const known = {
    source: sources.map((source) => source.id),
    lab: labs.map((one) => one.id),
    kind: [...new Set(sources.map((source) => source.kind))],
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
