import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { end, spawnPinned } from './pinned-process.ts';

/** The same framework, answering a text of the same size without making it. */
export interface BareServer extends AsyncDisposable {
  readonly url: string;
  answerWith(body: string): Promise<void>;
}

const PROCESS = fileURLToPath(new URL('bare-process.ts', import.meta.url));

export async function startBare(): Promise<BareServer> {
  const child = spawnPinned(0, [PROCESS], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  return {
    url: `http://127.0.0.1:${port}/`,
    answerWith: async (body) => {
      const taken = once(child, 'message');
      child.send(body);
      await taken;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}
