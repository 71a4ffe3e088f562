/** An address of e-mail and the name that stands before it; empty where none does. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Longer ones do not fit into an SMTP command: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3. */
const ADDRESS_LENGTH = 254;
const NAME_LENGTH = 100;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@${LABEL}(?:\\.${LABEL})*$`);

const NAMED = /^(?:"([^"\\\p{Cc}]*)"|([^"<>\\\p{Cc}]*))\s*<([^<>]*)>$/u;

/**
 * `name@example.org`, `Name <name@example.org>` or `"Name" <name@example.org>`; null for anything else. One address, in
 * ASCII, without line breaks: what it yields can stand in a header and in a command.
 */
export function parseMailbox(text: string): Mailbox | null {
  const [, quoted, plain, inBrackets] = NAMED.exec(text.trim()) ?? [];
  const address = inBrackets ?? text.trim();
  const name = (quoted ?? plain ?? '').trim();
  if (address.length > ADDRESS_LENGTH || name.length > NAME_LENGTH || !ADDRESS.test(address)) return null;
  return { name, address };
}

/** What stands behind the `@`, in lower case. */
export function domainOf({ address }: Mailbox): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
