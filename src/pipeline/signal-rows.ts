import type { AnnouncingSignal } from '../domain/announcement.ts';
import type { Lab } from '../domain/lab.ts';
import { identifyMention } from '../domain/mention-identity.ts';
import type { Mentioned } from '../domain/mention-placement.ts';
import type { Statement } from '../domain/signals/signal.ts';
import type { Voice } from '../domain/signals/voice.ts';
import type { SignalRow } from '../store/schema.ts';

/** A stored signal as the decisions know it. */
export function announcingSignal(row: SignalRow): AnnouncingSignal {
  return {
    key: String(row.seq),
    voice: row.voice as Voice,
    publisher: row.publisher,
    credit: row.credit,
    likeness: row.likeness,
    statement: row.statement as Statement | 'news',
    publishedAt: row.published_at,
    notBefore: row.not_before,
    seenAt: row.seen_at,
    baseline: row.baseline === 1,
  };
}

export const ANNOUNCING: ReadonlySet<string> = new Set<Statement>([
  'released',
  'open-weights',
  'available',
  'announced',
]);

/** Whether it says that a release is there or was shown, and not only that it is expected or used. */
export function announces(statement: string): boolean {
  return ANNOUNCING.has(statement);
}

/**
 * A stored signal as grouping knows it, read again by the naming rules of now. A table says when a release came, not when
 * the table was written, so its time says nothing of a launch.
 */
export function mentionedBy(row: SignalRow, lab: Lab): Mentioned {
  return {
    identity: identifyMention(row.name, lab),
    saidAt: Math.min(row.published_at ?? row.seen_at, row.seen_at),
    announces: announces(row.statement) && row.voice !== 'encyclopedia',
  };
}
