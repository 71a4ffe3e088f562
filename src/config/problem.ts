import { hideSecrets } from './secrets.ts';

/** Something in one of the files that keeps the configuration from being used. */
export interface Problem {
  /** As in messages: `labs.yaml`. */
  readonly file: string;
  /** From 1; null where the file as a whole is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** `sources.1`; empty for the file's top and for faults of YAML. */
  readonly path: string;
  readonly message: string;
}

/** One line for each problem, as `sources.yaml:6:5 sources.1: …`, in the order in which a reader meets them. */
export function problemLines(problems: readonly Problem[], secrets: readonly string[]): string[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  const sorted = problems.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
  return sorted.map((problem) => {
    const line = hideSecrets(`${placeText(problem)}: ${problem.message}`, secrets);
    // It quotes what the file holds, and a terminal obeys control characters.
    return line.replaceAll(/\p{Cc}/gu, '\uFFFD');
  });
}

/** `sources.yaml:6:5 sources.1`. */
export function placeText(place: Omit<Problem, 'message'>): string {
  const at = place.line === null ? place.file : `${place.file}:${place.line}:${place.column}`;
  return place.path === '' ? at : `${at} ${place.path}`;
}
