import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Arrived {
  /** `webhook-id`. */
  readonly id: string;
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
}

export type ReceiverCommand = { readonly expect: number };
export type ReceiverAnswer = { readonly url: string } | { readonly arrivals: readonly Arrived[] };

export interface ReceiverProcess extends Disposable {
  readonly url: string;
  /** Resolves once so many requests have come since this was last asked. */
  expect(count: number): Promise<readonly Arrived[]>;
}

export async function startReceiverProcess(): Promise<ReceiverProcess> {
  const child = fork(fileURLToPath(new URL('receiver-process.ts', import.meta.url)));
  const first = await answerOf(child);
  if (!('url' in first)) throw new RangeError('the receiver says first where it is');
  return {
    url: first.url,
    expect: async (count) => {
      const answering = answerOf(child);
      child.send({ expect: count } satisfies ReceiverCommand);
      const answer = await answering;
      return 'arrivals' in answer ? answer.arrivals : [];
    },
    [Symbol.dispose]: () => child.disconnect(),
  };
}

async function answerOf(child: ChildProcess): Promise<ReceiverAnswer> {
  const [answer] = (await once(child, 'message')) as [ReceiverAnswer];
  return answer;
}
