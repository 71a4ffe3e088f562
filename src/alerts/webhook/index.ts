import { Webhook } from 'standardwebhooks';
import { UsageError } from '../../errors.ts';
import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import { postMessage } from '../post-message.ts';
import { renderBody } from './body.ts';

export interface WebhookChannelOptions {
  readonly id: string;
  readonly url: string;
  /** `whsec_` and base64; null sends unsigned. */
  readonly secret: string | null;
  readonly allowPrivateNetwork: boolean;
  /** Milliseconds until the receiver must have answered (default 10,000). */
  readonly timeoutMs?: number;
}

/**
 * Posts alerts as Standard Webhooks 1.0 says (https://github.com/standard-webhooks/standard-webhooks): body and
 * `webhook-id` are the same in every attempt, timestamp and signature are the attempt's own.
 * Throws UsageError for a secret that is no key.
 */
export function createWebhookChannel(options: WebhookChannelOptions): Channel {
  const signer = options.secret === null ? null : createSigner(options.id, options.secret);

  function headersOf(message: RenderedMessage, context: SendContext): Record<string, string> {
    const now = new Date(context.sentAt);
    const headers = {
      'content-type': message.contentType,
      'webhook-id': context.idempotencyKey,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    };
    if (signer === null) return headers;
    return { ...headers, 'webhook-signature': signer.sign(context.idempotencyKey, now, message.body) };
  }

  function send(message: RenderedMessage, context: SendContext): Promise<SendOutcome> {
    const { url, allowPrivateNetwork, timeoutMs } = options;
    const post = { url, headers: headersOf(message, context), body: message.body, allowPrivateNetwork };
    return postMessage(timeoutMs === undefined ? post : { ...post, timeoutMs }, context);
  }

  return {
    id: options.id,
    kind: 'webhook',
    render: (content) => ({ contentType: 'application/json', body: renderBody(content) }),
    send,
  };
}

function createSigner(channel: string, secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    // What the library throws is not passed on: it may quote the secret.
    throw new UsageError(
      'channel-secret',
      `channel ${channel}: the signing secret is not "whsec_" and base64`,
    );
  }
}
