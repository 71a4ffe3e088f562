import { UsageError } from '../../errors.ts';
import type { Channel } from '../channel.ts';
import { connectionOf, type EmailChannelConfig } from './config.ts';
import { createEmailChannel } from './index.ts';
import { type Mailbox, parseMailbox } from './mailbox.ts';

/** A mail channel as configured. Throws UsageError for an address that is none. */
export function emailChannelFrom(config: EmailChannelConfig, allowPrivateNetwork: boolean): Channel {
  const { id, host, user, password } = config;
  const mailbox = (text: string) => mailboxOf(id, text);
  return createEmailChannel({
    id,
    host,
    ...connectionOf(config),
    login: user === undefined || password === undefined ? null : { user, password },
    from: mailbox(config.from),
    to: config.to.map(mailbox),
    allowPrivateNetwork: allowPrivateNetwork || config.allow_private_network === true,
  });
}

function mailboxOf(channel: string, text: string): Mailbox {
  const mailbox = parseMailbox(text);
  if (mailbox === null)
    throw new UsageError('channel-address', `channel ${channel}: not an address of e-mail`);
  return mailbox;
}
