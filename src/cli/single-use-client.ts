import type { Configuration } from '../config/configuration.ts';
import { UsageError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import { createMemoryLimiter } from '../http/memory-limiter.ts';
import { createHttpClient } from '../http/undici-client.ts';
import { userAgent } from '../http/user-agent.ts';
import type { CommandContext } from './context.ts';

/**
 * A client for a command that asks once and needs no store; it is closed afterwards. Without a configuration that can
 * be read, the environment alone says over which proxy.
 */
export async function withHttpClient<T>(
  context: CommandContext,
  work: (http: HttpClient) => Promise<T>,
): Promise<T> {
  const configuration = await readableConfiguration(context);
  const http = createHttpClient({
    userAgent: userAgent(context.environment.contact),
    allowPrivateNetwork: context.environment.allowPrivateNetwork,
    limiter: createMemoryLimiter(context.clock),
    clock: context.clock,
    proxies: configuration?.proxies ?? context.environment.proxies,
    hosts: configuration?.hosts ?? {},
  });
  try {
    return await work(http);
  } finally {
    await http.close();
  }
}

async function readableConfiguration(context: CommandContext): Promise<Configuration | null> {
  try {
    return await context.configuration();
  } catch (error) {
    // Whoever needs the configuration has said so, and doctor looks at what it can without one.
    if (error instanceof UsageError) return null;
    throw error;
  }
}
