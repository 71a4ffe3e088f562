/** What the store says of all processes together, for metrics. Times in milliseconds. */
export interface FleetFigures {
  readonly ready: boolean;
  readonly queueReachable: boolean;
  /** Null where no scheduler has looked yet. */
  readonly tickAge: number | null;
  /** 0 where nothing is due. */
  readonly oldestOverdue: number;
  readonly oldestJob: number;
  readonly jobs: readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  readonly sources: readonly { readonly state: string; readonly count: number }[];
  /** Since the figures were asked for first. */
  readonly events: readonly { readonly kind: string; readonly count: number }[];
  readonly alerts: readonly { readonly kind: string; readonly count: number }[];
}
