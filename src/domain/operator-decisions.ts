/** Why an operator decided something, and who did. */
export interface Decision {
  readonly reason: string | null;
  readonly by: string | null;
}

/** What an operator decided of the releases of one lab. Names are folded (foldReleaseName), repos in lower case. */
export interface OperatorDecisions {
  /** Release of its own that a repo belongs to, whatever its name says: by `organization/repo`. */
  readonly split: Readonly<Record<string, Decision & { readonly into: string }>>;
  /** Release that takes another one in, by the name of that one. */
  readonly merged: Readonly<Record<string, Decision & { readonly into: string }>>;
  readonly renamed: Readonly<Record<string, Decision & { readonly to: string }>>;
  readonly hidden: Readonly<Record<string, Decision>>;
}

/** What an operator decided of one release, as it is shown with it. */
export interface OperatorNote extends Decision {
  readonly what: 'merge' | 'split' | 'rename' | 'hide';
  /** The release that was taken in, the repo that was split off, the name that it had. */
  readonly of: string;
}

/** Case does not matter in the name of a release, nor whether words are parted by spaces, hyphens or underscores. */
export function foldReleaseName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}

/** The name that stands for a release: its own, or the one that an operator gave it. */
export interface Naming {
  readonly own: string;
  readonly shown: string;
  readonly hidden: boolean;
  readonly notes: readonly OperatorNote[];
}

/** Applies what was decided of a release to the name that grouping gave it. */
export function nameByOperator(own: string, decided: OperatorDecisions | undefined): Naming {
  if (decided === undefined) return { own, shown: own, hidden: false, notes: [] };
  const folded = foldReleaseName(own);
  const renamed = decided.renamed[folded];
  const hidden = decided.hidden[folded];
  const notes: OperatorNote[] = [];
  const note = (what: OperatorNote['what'], of: string, { reason, by }: Decision) =>
    notes.push({ what, of, reason, by });
  for (const [from, decision] of Object.entries(decided.merged))
    if (foldReleaseName(decision.into) === folded) note('merge', from, decision);
  for (const [repo, decision] of Object.entries(decided.split))
    if (foldReleaseName(decision.into) === folded) note('split', repo, decision);
  if (renamed !== undefined) note('rename', own, renamed);
  if (hidden !== undefined) note('hide', own, hidden);
  return { own, shown: renamed?.to ?? own, hidden: hidden !== undefined, notes };
}
