import { z } from 'zod';
import { identifierPattern, identifierRule } from '../../domain/identifier.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to an address, signed as Standard Webhooks 1.0 says where there is a secret. */
export const webhookChannelSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  kind: z.literal('webhook'),
  url: z
    .string()
    .superRefine((url, context) => {
      const problem = explainUrl(url);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .describe(
      'Where to post, http or https; may be taken from the environment, as in the comments of alerts.yaml',
    ),
  secret: z.exactOptional(
    z
      .string()
      .refine(isSigningSecret, {
        error:
          'A signing secret is "whsec_" and base64 after it; make one with: echo "whsec_$(openssl rand -base64 24)"',
      })
      .describe('Signing secret, "whsec_…"; better taken from the environment'),
  ),
  allow_private_network: z.exactOptional(
    z.boolean().describe('Let this channel post to loopback and private addresses'),
  ),
  ...channelOptions,
});

export type WebhookChannelConfig = z.infer<typeof webhookChannelSchema>;

/** Says nothing of the address itself: it may be a secret. */
function explainUrl(url: string): string | null {
  if (!URL.canParse(url)) return 'Not an address: it has to begin with https:// or http://';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'Only http and https addresses can be posted to';
  if (username !== '' || password !== '') return 'A name and password in the address cannot be used';
  return null;
}

/** Standard Webhooks 1.0: `whsec_` and the key in base64. */
function isSigningSecret(secret: string): boolean {
  const key = secret.slice('whsec_'.length);
  if (!secret.startsWith('whsec_') || key === '') return false;
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(key);
}
