import { connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** Cuts the next connection over which this text goes to the server, when the server has it and before it answers. */
  cutAfter(text: string): void;
  close(): Promise<void>;
}

/** Stands between a client and a server on this machine, and cuts connections where a test says so. */
export async function startCuttingProxy(to: number): Promise<CuttingProxy> {
  let awaited: string | null = null;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    let isCut = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    client.on('data', (bytes) => {
      upstream.write(bytes);
      if (awaited === null || !bytes.includes(awaited)) return;
      awaited = null;
      isCut = true;
    });
    upstream.on('data', (bytes) => {
      // That it answers says that it has done it.
      if (isCut) client.destroy();
      else client.write(bytes);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cutAfter: (text) => {
      awaited = text;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
