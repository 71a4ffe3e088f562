import { errors } from 'undici';
import { ModelwatchError, UpstreamError } from '../errors.ts';

/** Says in modelwatch's own terms why a request, or the reading of its body, failed. `host` names the upstream. */
export function translateTransportError(error: unknown, host: string): Error {
  const cause = rootCause(error);
  if (cause instanceof ModelwatchError) return cause;
  // Nobody's fault but ours: asked for after the client was closed.
  if (cause instanceof errors.ClientClosedError || cause instanceof errors.ClientDestroyedError) return cause;
  const fields = { host, cause: codeOf(cause) };
  const options = { cause };
  if (cause instanceof errors.HeadersTimeoutError) {
    return new UpstreamError(
      'upstream-timeout',
      'the upstream did not begin to answer in time',
      fields,
      options,
    );
  }
  if (cause instanceof errors.BodyTimeoutError) {
    return new UpstreamError(
      'upstream-timeout',
      'the upstream stopped in the middle of its answer',
      fields,
      options,
    );
  }
  if (cause instanceof errors.HeadersOverflowError || cause instanceof errors.ResponseExceededMaxSizeError) {
    return new UpstreamError('upstream-too-large', 'the answer is larger than allowed', fields, options);
  }
  if (cause instanceof errors.HTTPParserError && !/EOF|CLOSED/.test(cause.code ?? '')) {
    return new UpstreamError('upstream-shape', 'the answer is not HTTP', fields, options);
  }
  if (isMisencoded(cause)) {
    return new UpstreamError(
      'upstream-shape',
      'the answer is not encoded as its Content-Encoding says',
      fields,
      options,
    );
  }
  // What remains happened after the connection stood: it was closed or reset, or what came does not decompress.
  return new UpstreamError('upstream-truncated', 'the answer broke off', fields, options);
}

/** As zlib, Brotli and zstd say it; undici refuses more than five encodings over each other. */
function isMisencoded(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return (
    /^(?:Z_DATA_ERROR|Z_NEED_DICT|ERR__ERROR_|ERR_BROTLI_|ZSTD_error_)/.test(codeOf(cause)) ||
    cause.message.startsWith('too many content-encodings')
  );
}

/** Undici's fetch wraps what happened in TypeErrors: `fetch failed`, `terminated`. */
function rootCause(error: unknown): unknown {
  let current = error;
  while (current instanceof TypeError && current.cause !== undefined) current = current.cause;
  return current;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.name;
}
