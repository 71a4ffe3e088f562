import { stringify } from 'yaml';
import { type Answer, Body, errorAnswer, textAnswer } from './hub-answer.ts';
import type { HubRepo } from './hub-repo.ts';

/** One file of a repo that can be seen, as `/resolve/` gives it. `range`: the request's header. */
export function answerFile(
  repo: HubRepo,
  path: string,
  authorized: boolean,
  range: string | undefined,
): Answer {
  if (repo.gated !== false) {
    const message = `Access to model ${repo.id} is restricted. You must have access to it and be authenticated to access it.`;
    return errorAnswer(authorized ? 403 : 401, message, 'GatedRepo');
  }
  const content = (repo.files ?? derivedFiles(repo))[path];
  if (content === undefined) {
    const headers = { 'X-Error-Code': 'EntryNotFound', 'X-Error-Message': 'Entry not found' };
    return textAnswer(404, 'Entry not found', 'text/plain', headers);
  }
  const bytes = Buffer.from(content);
  const headers = {
    'Content-Type': typeOf(path),
    'Accept-Ranges': 'bytes',
    'X-Repo-Commit': repo.sha,
    ETag: `"${repo.sha}"`,
  };
  const part = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range ?? '');
  if (part === null) return { status: 200, headers, body: new Body(bytes) };
  const first = Number(part[1]);
  const last = Math.min(part[2] === '' ? Number.POSITIVE_INFINITY : Number(part[2]), bytes.length - 1);
  if (first > last) return errorAnswer(416, 'Range Not Satisfiable');
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${first}-${last}/${bytes.length}` },
    body: new Body(bytes.subarray(first, last + 1)),
  };
}

/** Of a repo whose files nobody wrote: the configuration and the front matter that the listing is made of. */
function derivedFiles(repo: HubRepo): Readonly<Record<string, string>> {
  return {
    ...(repo.config === undefined ? {} : { 'config.json': JSON.stringify(repo.config, null, 2) }),
    ...(repo.cardData === undefined
      ? {}
      : { 'README.md': `---\n${stringify(repo.cardData)}---\n\n# ${repo.id}\n` }),
  };
}

/** The beginning of a file of weights: the header by which they are read. https://huggingface.co/docs/safetensors */
export function safetensorsHeader(header: Readonly<Record<string, unknown>>): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json]);
}

function typeOf(path: string): string {
  if (path.endsWith('.json')) return 'application/json; charset=utf-8';
  return path.endsWith('.safetensors') ? 'application/octet-stream' : 'text/plain; charset=utf-8';
}
