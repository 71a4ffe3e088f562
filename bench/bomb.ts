// What a decompression bomb costs: 300 MB of zeros in each encoding, read by a process of its own through the one
// client with its default limit. Prints the growth of that process's peak memory, the least of five, and fails where it
// reaches 50 MB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import { ModelwatchError } from '../src/errors.ts';
import { createMemoryLimiter } from '../src/http/memory-limiter.ts';
import { createHttpClient } from '../src/http/undici-client.ts';

const MEGABYTE = 1024 * 1024;
const ZEROS = Buffer.alloc(MEGABYTE);
const BOMB_MEGABYTES = 300;
const ALLOWED_MEGABYTES = 50;
/** Of each encoding; the least counts. */
const RUNS = 5;

const COMPRESSORS = {
  gzip: () => createGzip(),
  deflate: () => createDeflate(),
  br: () => createBrotliCompress({ params: { 1: 1 } }),
  zstd: () => createZstdCompress(),
};

const [url] = process.argv.slice(2);
if (url === undefined) await measureAll();
else await read(url);

async function measureAll(): Promise<void> {
  const bombs = new Map<string, Buffer>();
  for (const [encoding, compressor] of Object.entries(COMPRESSORS)) {
    const zeros = Readable.from(Array.from({ length: BOMB_MEGABYTES }, () => ZEROS));
    bombs.set(encoding, await buffer(zeros.pipe(compressor())));
  }
  const server = createServer((request, response) => {
    const encoding = request.url?.slice(1) ?? '';
    const bomb = bombs.get(encoding);
    if (bomb === undefined) return void response.end('ok');
    response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const [encoding, bomb] of bombs) {
    const readings: Reading[] = [];
    for (let run = 0; run < RUNS; run++)
      readings.push(await readApart(`http://127.0.0.1:${port}/${encoding}`));
    // What is read is the same each time; when garbage is collected is chance, and adds to it.
    const grown = Math.min(...readings.map((reading) => reading.grown));
    const code =
      readings.find((reading) => reading.code !== 'upstream-too-large')?.code ?? 'upstream-too-large';
    const verdict = code === 'upstream-too-large' && grown < ALLOWED_MEGABYTES ? 'ok' : 'TOO MUCH';
    if (verdict !== 'ok') process.exitCode = 1;
    console.log(
      `${encoding.padEnd(8)} ${(bomb.length / 1024).toFixed(0).padStart(5)} KB sent  ${code}  peak grew by ${grown.toFixed(1)} MB  ${verdict}`,
    );
  }
  server.close();
  server.closeAllConnections();
}

interface Reading {
  /** Of the error that the read ended in. */
  readonly code: string;
  /** Megabytes. */
  readonly grown: number;
}

/** In a process of its own: what one leaves behind is not the next one's. */
async function readApart(address: string): Promise<Reading> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(String(await buffer(child.stdout))) as Reading;
}

/** In KB. Linux lets a child begin with its parent's peak in `maxRSS`, so the process itself is asked where it can be. */
function peakMemory(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}

async function read(url: string): Promise<void> {
  const clock = { now: Date.now };
  const http = createHttpClient({
    userAgent: 'modelwatch/bench',
    allowPrivateNetwork: true,
    limiter: createMemoryLimiter(clock),
    clock,
  });
  // Everything is loaded and warm before it is measured.
  for (let i = 0; i < 20; i++) await (await http.fetch(new URL('/', url))).text();
  const before = peakMemory();
  const code = await http
    .fetch(url)
    .then((response) => response.text())
    .then(
      () => 'read',
      (error: unknown) => (error instanceof ModelwatchError ? error.code : String(error)),
    );
  const grown = (peakMemory() - before) / 1024;
  console.log(JSON.stringify({ code, grown }));
  await http.close();
}
