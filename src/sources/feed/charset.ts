export interface DecodedText {
  readonly text: string;
  /** Whether some bytes are none of the charset's: they became U+FFFD. */
  readonly damaged: boolean;
}

/** What servers say of every file when nobody told them: never a reason to doubt the file itself. */
const SERVER_DEFAULTS = new Set(['windows-1252', 'iso-8859-1']);

/** As far as an XML declaration and a feed's `<language>` can be. */
const HEAD_BYTES = 4096;

/**
 * The text of a feed. Byte order mark first, then the header, then the XML declaration, as RFC 7303 (section 3.2) has
 * it. Where header and declaration disagree, the first of them that all bytes obey: a server's header is often set for
 * a whole site, and UTF-8 can be told from anything else by its bytes alone. A header that only repeats a server's
 * default (ISO-8859-1, which every byte obeys) comes after a declaration. A name that nobody knows counts as none, and
 * where there is none: UTF-8 if it is, GB18030 if the feed says that it is Chinese, else Windows-1252.
 */
export function decodeFeed(bytes: Uint8Array, contentType: string | null): DecodedText {
  const marked = charsetOfMark(bytes);
  if (marked !== null) return decodeAs(bytes, marked);
  const wide = wideCharset(bytes);
  if (wide !== null) return decodeAs(bytes, wide);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES)).toString(
    'latin1',
  );
  const named = namedCharsets(charsetOfHeader(contentType), charsetOfDeclaration(head));
  for (const charset of named) {
    const decoded = decodeStrictly(bytes, charset);
    if (decoded !== null) return decoded;
  }
  if (named.length === 0) {
    return decodeStrictly(bytes, 'utf-8') ?? decodeAs(bytes, isChinese(head) ? 'gb18030' : 'windows-1252');
  }
  return leastDamaged(named.map((charset) => decodeAs(bytes, charset)));
}

/** https://encoding.spec.whatwg.org/#bom-sniff */
function charsetOfMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return null;
}

/** `<` or `{` in two bytes: https://www.w3.org/TR/xml/#sec-guessing. */
function wideCharset(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0 && (second === 0x3c || second === 0x7b)) return 'utf-16be';
  if ((first === 0x3c || first === 0x7b) && second === 0) return 'utf-16le';
  return null;
}

function charsetOfHeader(contentType: string | null): string | null {
  return knownCharset(/;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1]);
}

function charsetOfDeclaration(head: string): string | null {
  return knownCharset(/^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1]);
}

/** Null where nobody knows it, and for UTF-16: bytes that could be read this far are none. */
function knownCharset(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding.startsWith('utf-16') ? null : encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function namedCharsets(header: string | null, declared: string | null): string[] {
  const headerLast = header !== null && SERVER_DEFAULTS.has(header);
  const named = headerLast ? [declared, header] : [header, declared];
  return [...new Set(named.filter((charset) => charset !== null))];
}

function isChinese(head: string): boolean {
  return /<(?:dc:)?language>\s*zh\b|xml:lang=["']zh\b/i.test(head);
}

function decodeStrictly(bytes: Uint8Array, charset: string): DecodedText | null {
  try {
    return { text: new TextDecoder(charset, { fatal: true }).decode(bytes), damaged: false };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function decodeAs(bytes: Uint8Array, charset: string): DecodedText {
  const text = new TextDecoder(charset).decode(bytes);
  return { text, damaged: text.includes('\ufffd') };
}

function leastDamaged(decoded: readonly DecodedText[]): DecodedText {
  const damage = ({ text }: DecodedText) => text.split('\ufffd').length;
  return decoded.reduce((best, other) => (damage(other) < damage(best) ? other : best));
}
