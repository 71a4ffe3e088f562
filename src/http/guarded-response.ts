import { type BodyInit as UndiciBodyInit, Response as UndiciResponse } from 'undici';
import { UpstreamError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import { translateTransportError } from './transport-errors.ts';

/** Statuses whose answers have no body: https://fetch.spec.whatwg.org/#null-body-status. */
const BODILESS = new Set([101, 103, 204, 205, 304]);

export interface BodyLimits {
  /** Bytes after decompression. */
  readonly maxBytes: number;
  readonly deadline: Deadline;
  readonly host: string;
}

/**
 * The same answer with a body that stops at its size limit and fails with modelwatch's own errors, whoever reads it
 * and however. Bytes are counted as they come out of decompression, so a bomb is never inflated in memory.
 */
export async function guardResponse(
  response: Response,
  limits: BodyLimits,
  redirected: boolean,
): Promise<Response> {
  if (response.status > 599) {
    await response.body?.cancel();
    throw new UpstreamError('upstream-status', 'the upstream refused or failed', {
      host: limits.host,
      status: response.status,
    });
  }
  refuseAnnouncedSize(response, limits);
  const body =
    response.body === null || BODILESS.has(response.status) ? null : guardBody(response.body, limits);
  if (body === null) limits.deadline.clear();
  const { status, statusText, headers, url } = response;
  const guarded = new UndiciResponse(body as UndiciBodyInit, {
    status,
    statusText,
    headers: headers as never,
  }) as unknown as Response;
  Object.defineProperties(guarded, { url: { value: url }, redirected: { value: redirected } });
  return guarded;
}

function refuseAnnouncedSize(response: Response, limits: BodyLimits): void {
  if (Number(response.headers.get('content-length') ?? 0) <= limits.maxBytes) return;
  response.body?.cancel().catch(() => {});
  throw tooLarge(limits);
}

function guardBody(body: ReadableStream<Uint8Array>, limits: BodyLimits): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let seen = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            limits.deadline.clear();
            controller.close();
            return;
          }
          seen += value.byteLength;
          if (seen > limits.maxBytes) throw tooLarge(limits);
          controller.enqueue(value);
        } catch (error) {
          limits.deadline.clear();
          reader.cancel().catch(() => {});
          throw bodyFailure(error, limits);
        }
      },
      async cancel(reason) {
        limits.deadline.clear();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** What aborted the request explains more than the broken connection that followed from it. */
function bodyFailure(error: unknown, limits: BodyLimits): unknown {
  const { signal } = limits.deadline;
  return signal.aborted ? signal.reason : translateTransportError(error, limits.host);
}

function tooLarge({ host, maxBytes }: BodyLimits): UpstreamError {
  return new UpstreamError('upstream-too-large', 'the answer is larger than allowed', { host, maxBytes });
}
