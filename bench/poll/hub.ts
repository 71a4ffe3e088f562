import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorldSize } from './world.ts';

export type HubCommand =
  | { readonly do: 'world'; readonly size: WorldSize }
  | { readonly do: 'organization'; readonly name: string; readonly repos: number }
  | { readonly do: 'add'; readonly name: string; readonly index: number }
  /** Only downloads and likes move. */
  | { readonly do: 'jitter' }
  /** Each organization pushes a commit to one of its repos. */
  | { readonly do: 'commit'; readonly organizations: number; readonly sha: string }
  /** The paths asked for since the last time. */
  | { readonly do: 'requests' };

export interface HubAnswer {
  readonly url?: string;
  readonly requests?: readonly string[];
}

export interface Hub {
  readonly url: string;
  tell(command: HubCommand): Promise<HubAnswer>;
  close(): Promise<void>;
}

export async function startHub(): Promise<Hub> {
  const child = fork(fileURLToPath(new URL('hub-process.ts', import.meta.url)), {
    // Flags of the benchmark (a profile) are not meant for it.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const next = async () => ((await once(child, 'message')) as [HubAnswer])[0];
  const { url = '' } = await next();
  return {
    url,
    tell: async (command) => {
      const answer = next();
      child.send(command);
      return await answer;
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
