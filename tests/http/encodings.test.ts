import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import {
  brotliCompressSync,
  createBrotliCompress,
  createDeflate,
  createGzip,
  createZstdCompress,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/http/response-body.ts';
import { startServer } from './local-server.ts';
import { createTestClient } from './test-client.ts';

const TEXT = '深度求索 '.repeat(2000);

const ENCODED: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(TEXT),
  'x-gzip': gzipSync(TEXT),
  br: brotliCompressSync(TEXT),
  zstd: zstdCompressSync(TEXT),
  deflate: deflateSync(TEXT),
  // Not what the RFC says, and what many servers send.
  'deflate ': deflateRawSync(TEXT),
  'gzip, br': brotliCompressSync(gzipSync(TEXT)),
  'GZIP,gzip': gzipSync(gzipSync(TEXT)),
  'zstd, deflate, br': brotliCompressSync(deflateSync(zstdCompressSync(TEXT))),
};

async function answering(encoding: string, body: Buffer | string) {
  return await startServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(body);
  });
}

describe('encodings', () => {
  it('offers what it decodes, also without TLS, and what the caller says instead', async () => {
    await using server = await startServer((_request, response) => response.end());
    await using client = createTestClient();
    await client.fetch(server.url);
    await client.fetch(server.url, { headers: { 'accept-encoding': 'identity' } });
    await client.fetch(server.url, { headers: { range: 'bytes=0-9' } });
    expect(server.requests.map(({ headers }) => headers['accept-encoding'])).toEqual([
      'gzip, br, zstd, deflate',
      'identity',
      'identity',
    ]);
  });

  it.each(Object.entries(ENCODED))('decodes %s', async (encoding, body) => {
    await using server = await answering(encoding, body);
    await using client = createTestClient();
    expect(await readText(await client.fetch(server.url))).toBe(TEXT);
  });

  it.each(['gzip', 'br', 'zstd', 'deflate', 'gzip, br'])(
    'says what is wrong with %s that is none',
    async (encoding) => {
      await using server = await answering(encoding, '<html>not compressed at all</html>');
      await using client = createTestClient();
      await expect(client.fetch(server.url).then(readText)).rejects.toMatchObject({
        name: 'UpstreamError',
        code: 'upstream-shape',
        message: 'the answer is not encoded as its Content-Encoding says',
      });
    },
  );

  it('refuses more layers than anybody means', async () => {
    await using server = await answering(Array(6).fill('gzip').join(), 'x');
    await using client = createTestClient();
    await expect(client.fetch(server.url).then(readText)).rejects.toMatchObject({ code: 'upstream-shape' });
  });

  it('refuses a zstd window larger than HTTP allows', async () => {
    // A frame that asks for 128 MB of memory before its first byte: https://www.rfc-editor.org/rfc/rfc9659#section-3.
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x01, 0x00, 0x00]);
    await using server = await answering('zstd', frame);
    await using client = createTestClient();
    await expect(client.fetch(server.url).then(readText)).rejects.toMatchObject({ code: 'upstream-shape' });
  });
});

describe('a bomb without end', () => {
  const compressors = {
    gzip: () => createGzip(),
    br: () => createBrotliCompress({ params: { 1: 1 } }),
    zstd: () => createZstdCompress(),
    deflate: () => createDeflate(),
  };

  it.each(Object.entries(compressors))(
    'of %s is cut off, and its connection closed',
    async (encoding, compressor) => {
      const zeros = Buffer.alloc(1024 * 1024);
      let answer: ServerResponse | null = null;
      await using server = await startServer((_request, response) => {
        answer = response.writeHead(200, { 'content-encoding': encoding });
        Readable.from(
          (function* endless() {
            for (;;) yield zeros;
          })(),
        )
          .pipe(compressor())
          .pipe(response);
      });
      await using client = createTestClient();
      const response = await client.fetch(server.url, { modelwatch: { maxResponseBytes: 2 * 1024 * 1024 } });
      let seen = 0;
      const reading = (async () => {
        for await (const piece of response.body ?? []) seen += (piece as Uint8Array).byteLength;
      })();
      await expect(reading).rejects.toMatchObject({ code: 'upstream-too-large' });
      expect(seen).toBeLessThanOrEqual(2 * 1024 * 1024);
      const sending = answer as unknown as ServerResponse;
      if (!sending.closed) await once(sending, 'close');
    },
  );
});
