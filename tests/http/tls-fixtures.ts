import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The authority that signed what the test servers show. */
export const AUTHORITY_FILE = fileURLToPath(new URL('fixtures/ca.pem', import.meta.url));

export function tlsServerOptions(): { readonly key: Buffer; readonly cert: Buffer } {
  const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  return { key: read('server.key.pem'), cert: read('server.pem') };
}

/** Until the test is over, as if NODE_EXTRA_CA_CERTS had named the authority when this process started. */
export function trustTestAuthority(): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(AUTHORITY_FILE, 'utf8')]);
  onTestFinished(() => setDefaultCACertificates(before));
}

export interface TlsServer {
  readonly port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server for `localhost`, `127.0.0.1` and `upstream.example` on a free port of the loopback. */
export async function startTlsServer(listener: RequestListener): Promise<TlsServer> {
  const server = createServer(tlsServerOptions(), listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
