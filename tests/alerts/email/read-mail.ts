/** Reads a mail back, as far as ours need it. */

export interface ReadMail {
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

export function readMail(source: string): ReadMail {
  const { headers, body } = split(source.replaceAll('\r\n', '\n'));
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) throw new Error('no boundary');
  const pieces = body.split(`--${boundary}`);
  const [before, text, html, end] = pieces;
  if (pieces.length !== 4 || before !== '' || end !== '--\n') throw new Error('not two parts');
  return { headers, text: partText(text ?? ''), html: partText(html ?? '') };
}

function split(source: string): { headers: Map<string, string>; body: string } {
  const end = source.indexOf('\n\n');
  const headers = new Map<string, string>();
  for (const line of source
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (!/^[a-z-]+$/.test(name) || headers.has(name)) throw new Error(`a header that nobody wrote: ${line}`);
    headers.set(name, decodeWords(line.slice(colon + 1).trim()));
  }
  return { headers, body: source.slice(end + 2) };
}

function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString());
}

function partText(part: string): string {
  const { headers, body } = split(part.replace(/^\n/, ''));
  if (headers.get('content-transfer-encoding') === 'base64') return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
