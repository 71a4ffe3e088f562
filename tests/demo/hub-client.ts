import { Agent, fetch, type RequestInit, type Response } from 'undici';
import type { HubRepo } from '../../src/demo/hub-repo.ts';
import { makeRepo } from '../../src/demo/make-repo.ts';

/** A bare client: no proxy, no retry, follows no redirect, waits half a second at most. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const dispatcher = new Agent({ headersTimeout: 500, bodyTimeout: 500, connectTimeout: 500 });
  return fetch(url, { redirect: 'manual', dispatcher, ...init });
}

export async function askJson(url: string): Promise<unknown> {
  return (await ask(url)).json();
}

/** `count` repos of one organization, made a minute apart. */
export function manyRepos(author: string, count: number): HubRepo[] {
  return Array.from({ length: count }, (_, index) =>
    makeRepo({
      name: `${author}/Model-${index}`,
      made: new Date(Date.UTC(2025, 0, 1, 0, index)).toISOString(),
      architecture: 'qwen3',
      license: 'apache-2.0',
    }),
  );
}
