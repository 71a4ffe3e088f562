import {
  type ChargeVerdict,
  chargeUnreachable,
  type HostContact,
  judgeConnection,
} from '../domain/connection.ts';
import { UNREACHABLE } from '../domain/source-health.ts';
import type { Log } from '../observability/log.ts';
import type { SourceRow } from '../store/schema.ts';

/** The host of each watched source, by locator. */
export type Hosts = ReadonlyMap<string, string>;

/** Says once that nothing can be reached, and once that something can again, however many sources notice it. */
export class Reachability {
  readonly #log: Log;
  #down = false;

  constructor(log: Log) {
    this.#log = log;
  }

  failed(fields: Readonly<Record<string, unknown>>): void {
    if (this.#down) {
      this.#log.debug(fields, 'source cannot be reached');
      return;
    }
    this.#down = true;
    this.#log.warn(
      fields,
      'no connection: looking again at the usual rhythm; what is stored can be read meanwhile',
    );
  }

  succeeded(): void {
    if (!this.#down) return;
    this.#down = false;
    this.#log.info('connected again');
  }
}

export interface UnreachableVerdict extends ChargeVerdict {
  /** It is our own network, as far as can be said. */
  readonly ours: boolean;
}

/**
 * Whose fault it is that the host of this source could not be reached at `now`, by what the store knows of all hosts:
 * so another process and a restart know the same.
 */
export function judgeUnreachable(
  state: SourceRow,
  host: string,
  rows: readonly SourceRow[],
  hosts: Hosts,
  now: number,
): UnreachableVerdict {
  const others = contactsOf(
    rows.filter(({ locator }) => locator !== state.locator),
    hosts,
  );
  const charge = chargeUnreachable(host, wasUnreachable(state) ? state.last_poll_at : null, others);
  const { down } = judgeConnection([...others, { host, answeredAt: null, unreachableAt: now }]);
  return { ...charge, ours: down || charge.reason === 'only-host' };
}

/** What was last heard of each host, by whichever of its sources. */
export function contactsOf(rows: readonly SourceRow[], hosts: Hosts): HostContact[] {
  const contacts = new Map<string, HostContact>();
  for (const row of rows) {
    const host = hosts.get(row.locator);
    if (host === undefined) continue;
    const before = contacts.get(host);
    contacts.set(host, {
      host,
      answeredAt: later(before?.answeredAt, answeredAt(row)),
      unreachableAt: later(before?.unreachableAt, wasUnreachable(row) ? row.last_poll_at : null),
    });
  }
  return [...contacts.values()];
}

function wasUnreachable(row: SourceRow): boolean {
  return row.last_outcome === 'failed' && row.error_code === UNREACHABLE;
}

/** Of errors, those that no line gives that has gone dead: an answer that broke off, or never came, is none. */
function answeredAt(row: SourceRow): number | null {
  const answered =
    row.last_outcome === 'failed' &&
    row.error_code?.startsWith('upstream-') === true &&
    !DEAD_LINE.has(row.error_code);
  return answered ? row.last_poll_at : row.last_good_at;
}

const DEAD_LINE: ReadonlySet<string> = new Set(['upstream-timeout', 'upstream-truncated']);

function later(one: number | null | undefined, other: number | null): number | null {
  if (one === null || one === undefined) return other;
  return other === null ? one : Math.max(one, other);
}
