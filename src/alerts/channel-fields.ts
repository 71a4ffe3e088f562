import { z } from 'zod';
import { identifierPattern, identifierRule } from '../domain/identifier.ts';

/** Fields that the entries of several channels share. What they say of a wrong value never repeats it: it may be a secret. */

export const channelId = z.string().regex(identifierPattern, { error: identifierRule });

export const allowPrivateNetwork = z.exactOptional(
  z.boolean().describe('Let this channel send to loopback and private addresses'),
);

/** The address that a service gives for posting; whoever knows it can post. */
export function webhookAddress(description: string): z.ZodString {
  return httpAddress(`${description}; a secret, better taken from the environment`);
}

/** The server that is spoken to, for those who run their own. */
export function serverAddress(official: string): z.ZodString {
  return httpAddress(`Address of the server (default ${official})`);
}

export function httpAddress(description: string): z.ZodString {
  return z
    .string()
    .superRefine((url, context) => {
      const problem = explainAddress(url);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .describe(description);
}

/** What keeps an address from being posted to; null where nothing does. */
export function explainAddress(url: string): string | null {
  if (!URL.canParse(url)) return 'Not an address: it has to begin with https:// or http://';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'Only http and https addresses can be posted to';
  if (username !== '' || password !== '') return 'A name and password in the address cannot be used';
  return null;
}
