import type { Kind, Lifecycle, ReleaseStatus, RepoRole } from './catalog.ts';
import type { OperatorNote } from './operator-decisions.ts';

/** A release as `releases --json` prints it and as a webhook carries it. A contract: fields may be added, not changed. */
export interface ReleaseView {
  readonly id: string;
  readonly lab: string;
  readonly family: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: ReleaseStatus;
  /** ISO 8601. */
  readonly firstSeenAt: string;
  /** ISO 8601, as precise as known: `2025`, `2025-07`, `2025-07-11`. */
  readonly releasedOn?: string;
  readonly lifecycle: Lifecycle;
  readonly models: readonly ModelView[];
  readonly repos: readonly RepoView[];
  readonly facts: Readonly<Record<string, FactView>>;
  /** How many signals (repos, table rows, articles) speak of the release. */
  readonly signals: number;
  /** What an operator decided of it, where one did. */
  readonly decided?: readonly OperatorNote[];
}

export interface ModelView {
  readonly name: string;
  readonly role: RepoRole;
  readonly facts: Readonly<Record<string, FactView>>;
  /** Hub names, `organization/repo`. */
  readonly repos: readonly string[];
}

export interface RepoView {
  /** Hub name, `organization/repo`. */
  readonly id: string;
  readonly kind: Kind;
  readonly role: RepoRole;
  readonly quantization?: string;
  readonly url: string;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

export interface FactView {
  readonly value: unknown;
  /** Why this claim is believed. */
  readonly reason: string;
  readonly source: string;
  readonly url: string;
  readonly conflicting: boolean;
}
