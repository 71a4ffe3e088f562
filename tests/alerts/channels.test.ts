import { createConsoleChannel } from '../../src/alerts/console/index.ts';
import { emailChannelFrom } from '../../src/alerts/email/from-config.ts';
import { feedFileChannelFrom } from '../../src/alerts/feed-file/from-config.ts';
import { createWebhookChannel } from '../../src/alerts/webhook/index.ts';
import { describeHttpChannel, describeRendering } from './channel-conformance.ts';
import { status } from './receiver.ts';

function webhook(url: string, timeoutMs = 5000) {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  return createWebhookChannel({ id: 'team', url, secret, allowPrivateNetwork: true, timeoutMs });
}

describeRendering('console', () =>
  createConsoleChannel({ id: 'here', write: () => {}, color: false, width: 80 }),
);
describeRendering('email', () => {
  const from = 'modelwatch <alerts@example.org>';
  const config = {
    id: 'mail',
    kind: 'email',
    host: 'smtp.example.org',
    from,
    to: ['team@example.org'],
  } as const;
  return emailChannelFrom({ ...config, to: [...config.to] }, false);
});
describeRendering('feed-file', () =>
  feedFileChannelFrom({ id: 'feeds', kind: 'feed-file', folder: 'feeds' }),
);
describeRendering('webhook', () => webhook('https://hooks.example'));

describeHttpChannel({
  kind: 'webhook',
  create: webhook,
  accepts: status(200, { 'content-type': 'application/json' }, '{"ok":true}'),
  idempotencyKeyOf: ({ headers }) => headers['webhook-id'],
});
