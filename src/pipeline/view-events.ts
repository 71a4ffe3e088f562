import type { LoggedEvent } from '../domain/events.ts';

/** A change event as `events --json` prints it. A contract: fields may be added, not changed. */
export interface EventView {
  readonly n: number;
  readonly type: string;
  /** Id of the source as configured; its locator where it is configured no more. */
  readonly source: string;
  readonly key: string;
  /** ISO 8601. */
  readonly observedAt: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** `ids`: of the sources as configured, by locator. */
export function viewEvent(event: LoggedEvent, ids: ReadonlyMap<string, string>): EventView {
  return {
    n: event.n,
    type: event.type,
    source: ids.get(event.locator) ?? event.locator,
    key: event.key,
    observedAt: new Date(event.observedAt).toISOString(),
    ...('before' in event ? { before: event.before } : {}),
    ...('after' in event ? { after: event.after } : {}),
  };
}
