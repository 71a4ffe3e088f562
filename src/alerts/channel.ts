import type { AlertContent } from '../domain/alert.ts';
import type { Clock } from '../domain/clock.ts';
import type { Pace } from '../domain/delivery-pace.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Reader } from './reader.ts';

/** A message in a channel's own form. Stored before the first attempt and repeated byte for byte. */
export interface RenderedMessage {
  readonly contentType: string;
  readonly body: string;
}

export interface SendContext {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /**
   * Milliseconds since 1970 by the machine's clock, whatever the program's says: receivers refuse what was not signed
   * just now.
   */
  readonly sentAt: number;
  /** The same for every attempt of one delivery: a receiver that remembers it sees the alert once. */
  readonly idempotencyKey: string;
}

/** A closed union. `retryAt`: milliseconds since 1970, where the receiver said when. */
export type SendOutcome =
  | {
      readonly kind: 'sent';
      /** The service's own name for the message, where it gives one: what `edit` needs. */
      readonly messageId?: string;
      /** Milliseconds since 1970 before which the receiver wants no other message, where it said so. */
      readonly notBefore?: number;
    }
  | { readonly kind: 'retry'; readonly code: string; readonly message: string; readonly retryAt?: number }
  /** The receiver asked us to wait: costs no attempt. */
  | { readonly kind: 'wait'; readonly code: string; readonly message: string; readonly retryAt: number }
  /** Sending again would not help. */
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string };

export interface Channel {
  readonly id: string;
  readonly kind: string;
  /** `reader`: in English and UTC unless told. A channel from `createChannel` knows its own. */
  render(content: AlertContent, reader?: Reader): RenderedMessage;
  /** Sends once. Never throws for what a receiver or a network does; throws only for a bug. */
  send(message: RenderedMessage, context: SendContext): Promise<SendOutcome>;
  /**
   * Puts `message` in the place of one that was sent, where the service can: `messageId` is what `send` returned. Like
   * `send` it tries once, and once more does no harm.
   */
  edit?(messageId: string, message: RenderedMessage, context: SendContext): Promise<SendOutcome>;
  /** How much the service takes, as its document says; absent where it says nothing. */
  readonly pace?: readonly Pace[];
}
