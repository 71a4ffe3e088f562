import { z } from 'zod';
import { identifierPattern, identifierRule } from '../../domain/identifier.ts';
import { channelOptions } from '../channel-options.ts';
import { parseMailbox } from './mailbox.ts';

/** TLS from the first byte; TLS before anything is said, or nothing is sent; plain text. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const;

export type MailSecurity = (typeof mailSecurities)[number];

/** More are a mailing list, and that is what mailing lists are for. */
const MOST_RECIPIENTS = 50;

const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.?$/;

const mailbox = z.string().refine((text) => parseMailbox(text) !== null, {
  error: 'Not an address: write it as name@example.org or "Name <name@example.org>"',
});

/** Sends alerts by SMTP. */
export const emailChannelSchema = z
  .strictObject({
    id: z.string().regex(identifierPattern, { error: identifierRule }),
    kind: z.literal('email'),
    host: z
      .string()
      .refine((host) => z.ipv6().safeParse(host).success || (host.length <= 253 && HOST.test(host)), {
        error: 'Not a host: write its name alone, as smtp.example.org',
      })
      .describe('The mail server'),
    port: z.exactOptional(
      z.int().min(1).max(65535).describe('587 unless told; 465 with security: tls, 25 with security: none'),
    ),
    security: z.exactOptional(
      z
        .enum(mailSecurities)
        .describe(
          'starttls unless told (tls on port 465): refuses to send without encryption; none for a relay without password',
        ),
    ),
    user: z.exactOptional(z.string().min(1)),
    password: z.exactOptional(z.string().min(1).describe('Better taken from the environment')),
    from: mailbox.describe('As "modelwatch <alerts@example.org>"'),
    to: z.array(mailbox).min(1).max(MOST_RECIPIENTS).describe('Every one of them sees the others'),
    allow_private_network: z.exactOptional(
      z.boolean().describe('Let this channel reach a server at a loopback or private address'),
    ),
    ...channelOptions,
  })
  .superRefine(({ user, password, security }, context) => {
    const report = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (user !== undefined && password === undefined) report('user', '"user" needs "password" beside it');
    if (user === undefined && password !== undefined) report('password', '"password" needs "user" beside it');
    if (password !== undefined && security === 'none')
      report('security', 'A password is never sent without encryption: use starttls or tls');
  });

export type EmailChannelConfig = z.infer<typeof emailChannelSchema>;

/** How and where to connect, with what was left out. */
export function connectionOf(config: Pick<EmailChannelConfig, 'port' | 'security'>): {
  readonly port: number;
  readonly security: MailSecurity;
} {
  const security = config.security ?? (config.port === 465 ? 'tls' : 'starttls');
  return { security, port: config.port ?? USUAL_PORT[security] };
}

/** https://www.rfc-editor.org/rfc/rfc8314#section-3.3 and https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.2. */
const USUAL_PORT: Readonly<Record<MailSecurity, number>> = { tls: 465, starttls: 587, none: 25 };
