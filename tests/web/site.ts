import { onTestFinished } from 'vitest';
import type { WebSettings } from '../../src/config/configuration.ts';
import type { TokenAccess } from '../../src/domain/access-token.ts';
import { makeToken } from '../../src/pipeline/make-token.ts';
import { type RunningWeb, startWeb } from '../../src/web/start-web.ts';
import { type Rig, type RigOptions, startRig } from '../pipeline/rig.ts';

/** The page on a pipeline of its own, over real HTTP on this machine. */
export interface Site {
  readonly rig: Rig;
  readonly url: string;
  readonly web: RunningWeb;
  /** Follows no redirect: where a page sends its reader is part of what is tested. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** A form as a browser sends it from a page of ours, unless the headers say otherwise. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  token(access: TokenAccess, expiresAt?: number): Promise<{ readonly id: string; readonly text: string }>;
  /** Signs in; returns the Cookie header that a browser sends from then on. */
  signIn(token: string): Promise<string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SiteOptions extends Omit<RigOptions, 'orgs'> {
  readonly orgs?: readonly string[];
  readonly web?: Partial<WebSettings>;
  /** Where it listens; others can reach what is not this machine alone. */
  readonly host?: string;
}

/** Everything in it ends with the test. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const rig = await startRig({ orgs: [], ...options });
  // The store closes last: what is being answered reads it.
  onTestFinished(() => rig[Symbol.asyncDispose]());
  return await serve(rig, options);
}

/** Serves what a rig has made, until the test ends. */
export async function serve(rig: Rig, options: Pick<SiteOptions, 'web' | 'host'> = {}): Promise<Site> {
  const site = await serveOn(rig, options);
  onTestFinished(() => site.web.stop());
  return site;
}

/** Serves what a rig has made until its `web` is stopped: for who serves several tests. */
export async function serveOn(rig: Rig, options: Pick<SiteOptions, 'web' | 'host'> = {}): Promise<Site> {
  const configuration = { ...rig.configuration, web: { ...rig.configuration.web, ...options.web } };
  const listen = { host: options.host ?? '127.0.0.1', port: 0 };
  const web = await startWeb({ ...rig.runtime, configuration }, listen);
  const url = web.url.replace('0.0.0.0', '127.0.0.1');

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const post: Site['post'] = (path, fields, headers = { origin: url }) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });

  return {
    rig,
    url,
    web,
    get: (path, headers = {}) => ask(path, { headers }),
    post,
    token: async (access, expiresAt) => {
      const wish = { name: `for ${access}`, access, expiresAt: expiresAt ?? null };
      const { row, text } = await makeToken(rig.runtime.database, rig.clock, wish);
      return { id: row.id, text };
    },
    signIn: async (token) => {
      const answer = await post('/sign-in', { token });
      if (answer.status !== 303) throw new Error(`signing in was answered with ${answer.status}`);
      return cookieOf(answer);
    },
  };
}

/** `name=value` of the cookie that an answer sets. */
export function cookieOf(answer: Answer): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** What a form of a page holds so that it is known to be ours. */
export function formTokenIn(page: string): string {
  return /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
}
