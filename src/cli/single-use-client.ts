import type { HttpClient } from '../http/http-client.ts';
import { createMemoryLimiter } from '../http/memory-limiter.ts';
import { createHttpClient } from '../http/undici-client.ts';
import { userAgent } from '../http/user-agent.ts';
import type { CommandContext } from './context.ts';

/** A client for a command that asks once and needs no store; it is closed afterwards. */
export async function withHttpClient<T>(
  context: CommandContext,
  work: (http: HttpClient) => Promise<T>,
): Promise<T> {
  const http = createHttpClient({
    userAgent: userAgent(context.environment.contact),
    allowPrivateNetwork: context.environment.allowPrivateNetwork,
    limiter: createMemoryLimiter(context.clock),
    clock: context.clock,
  });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}
