import type { Clock } from '../../../domain/clock.ts';
import { UpstreamError } from '../../../errors.ts';
import type { HttpClient } from '../../../http/http-client.ts';
import { discardBody, readBytes } from '../../../http/response-body.ts';
import { statusError } from '../../../http/status-error.ts';
import { type HubAccess, hubHeaders, hubQuota } from '../list-fetch.ts';

export interface FileContext {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A file of a repo at one commit. */
export interface FileAddress {
  /** `organization/repo`. */
  readonly repo: string;
  /** Commit or branch. */
  readonly revision: string;
  readonly path: string;
}

export type ResolvedFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent'; readonly reason: AbsenceReason };

export type AbsenceReason = 'no-such-file' | 'no-such-revision' | 'no-such-repo' | 'gated' | 'too-large';

export interface FileLimits {
  /** Bytes after decompression: of a longer file nothing is read. */
  readonly maxBytes: number;
  /** First and last byte that are wanted; a server that takes no notice sends all. */
  readonly range?: readonly [first: number, last: number];
}

const TOTAL_TIMEOUT_MS = 20_000;

/** What the Hub calls the reason of a refusal, which its status alone does not tell: https://huggingface.co/docs/huggingface_hub/package_reference/utilities. */
const REASONS: Readonly<Record<string, AbsenceReason>> = {
  EntryNotFound: 'no-such-file',
  RevisionNotFound: 'no-such-revision',
  RepoNotFound: 'no-such-repo',
  GatedRepo: 'gated',
};

/**
 * A file through `/resolve/`, whose quota is apart from that of the API. Large files are on another host: the client
 * takes the token off where it is sent there. Throws RateLimitedError, NetworkError, and UpstreamError for what may pass.
 */
export async function resolveFile(
  hub: HubAccess,
  { repo, revision, path }: FileAddress,
  limits: FileLimits,
  { http, clock, signal }: FileContext,
): Promise<ResolvedFile> {
  const place = [...repo.split('/'), 'resolve', revision, ...path.split('/')]
    .map(encodeURIComponent)
    .join('/');
  const range = limits.range === undefined ? {} : { range: `bytes=${limits.range.join('-')}` };
  try {
    const response = await http.fetch(`${hub.endpoint}/${place}`, {
      headers: { ...hubHeaders(hub), ...range },
      signal,
      modelwatch: {
        quota: hubQuota(hub, 'resolvers'),
        maxResponseBytes: limits.maxBytes,
        totalTimeout: TOTAL_TIMEOUT_MS,
        retries: 1,
      },
    });
    if (response.ok) return { kind: 'file', bytes: await readBytes(response) };
    const reason = absenceOf(response);
    if (reason === null) throw await statusError(response, clock.now());
    await discardBody(response);
    return { kind: 'absent', reason };
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'upstream-too-large')
      return { kind: 'absent', reason: 'too-large' };
    throw error;
  }
}

/** Null where the answer says nothing of the file: a 401 without a reason may only mean that our token ran out. */
function absenceOf({ status, headers }: Response): AbsenceReason | null {
  if (status !== 401 && status !== 403 && status !== 404 && status !== 410 && status !== 416) return null;
  const named = REASONS[headers.get('x-error-code') ?? ''];
  if (named !== undefined) return named;
  if (status === 401) return null;
  if (status === 403) return 'gated';
  return 'no-such-file';
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
