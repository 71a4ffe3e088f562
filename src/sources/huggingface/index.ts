import { z } from 'zod';
import { HUB_MODELS, type RepoObservation } from '../../domain/observation.ts';
import { UpstreamError, UsageError } from '../../errors.ts';
import { letOthersRun } from '../../event-loop.ts';
import { countRequests } from '../../http/request-count.ts';
import { discardBody, readJson } from '../../http/response-body.ts';
import { statusError } from '../../http/status-error.ts';
import type { PollResult, Source, SourceContext } from '../source.ts';
import { type ExpandName, expandNames, rememberRefused, UnknownExpandError } from './expand.ts';
import { createListFetch, GoneError, type HubAccess, hubHeaders, hubQuota } from './list-fetch.ts';
import { observationSchema } from './schema.ts';

export interface HuggingfaceOrgOptions {
  /** As the Hub spells it; case does not matter. */
  readonly org: string;
  /** `https://huggingface.co`, or a mirror that speaks the same API. */
  readonly endpoint: string;
  /** Goes to the endpoint's origin and nowhere else. */
  readonly token: string | null;
}

const overviewSchema = z.object({ numModels: z.number().int().nonnegative() });

/** Watches all public models of one Hub organization. Throws UsageError where the token cannot be one. */
export function createHuggingfaceOrgSource(options: HuggingfaceOrgOptions): Source {
  const hub = hubAccess(options);
  return {
    locator: `huggingface-org:${options.org.toLowerCase()}`,
    poll: (context) => poll(hub, options.org, context),
    expectedCount: (context) => expectedCount(hub, options.org, context),
  };
}

async function poll(hub: HubAccess, org: string, context: SourceContext): Promise<PollResult> {
  const http = countRequests(context.http);
  for (;;) {
    const expand = expandNames(hub.endpoint, context.clock.now());
    try {
      const listing = await readListing(hub, org, { ...context, http }, expand);
      if (listing.notModified) return { kind: 'not-modified', requests: http.requests };
      const { observations, validator } = listing;
      return {
        kind: 'changed',
        form: 'repos',
        namespace: HUB_MODELS,
        observations,
        validator,
        requests: http.requests,
      };
    } catch (error) {
      if (error instanceof GoneError) return { kind: 'gone', requests: http.requests };
      if (!(error instanceof UnknownExpandError)) throw error;
      rememberRefused(hub.endpoint, error.names, context.clock.now());
    }
  }
}

interface Listing {
  readonly notModified: boolean;
  readonly validator: string;
  readonly observations: readonly RepoObservation[];
}

/** All pages. A repo that is shown twice, since another was added while paging, counts once. */
async function readListing(
  hub: HubAccess,
  org: string,
  context: SourceContext,
  expand: readonly ExpandName[],
): Promise<Listing> {
  const pages = createListFetch(hub, org, context, expand);
  // Heavy, and needed by no command that only reads.
  const { listModels } = await import('@huggingface/hub');
  const entries = listModels({
    search: { owner: org },
    // The default, trendingScore, reorders itself while we page.
    sort: 'createdAt',
    additionalFields: expand as never[],
    hubUrl: hub.endpoint,
    fetch: pages.fetch,
  });
  const observations = new Map<string, RepoObservation>();
  for await (const entry of entries) {
    // A member's token shows what the public does not see.
    if (entry.private === true) continue;
    const observation = parseEntry(entry);
    observations.set(observation.key, observation);
    // A page of a thousand repos takes a while.
    if (observations.size % 100 === 0) await letOthersRun();
  }
  return { ...pages.outcome(), observations: [...observations.values()] };
}

function parseEntry(entry: unknown): RepoObservation {
  const parsed = observationSchema.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UpstreamError('upstream-shape', 'a repo in the listing has another shape than known', {
    path: issue?.path.join('.'),
    problem: issue?.message,
  });
}

/**
 * What the organization's overview says. Null on 404: the account is no organization (a user's overview is another
 * route), or is gone, which a listing that answers 200 and nothing does not tell apart.
 */
async function expectedCount(hub: HubAccess, org: string, context: SourceContext): Promise<number | null> {
  const url = `${hub.endpoint}/api/organizations/${encodeURIComponent(org)}/overview`;
  const response = await context.http.fetch(url, {
    headers: hubHeaders(hub),
    signal: context.signal,
    modelwatch: { quota: hubQuota(hub) },
  });
  if (response.status === 404) {
    await discardBody(response);
    return null;
  }
  if (!response.ok) throw await statusError(response, context.clock.now());
  const overview = overviewSchema.safeParse(await readJson(response));
  return overview.success ? overview.data.numModels : null;
}

/** How the Hub is asked. Throws UsageError where the token cannot be one. */
export function hubAccess({ endpoint, token }: Omit<HuggingfaceOrgOptions, 'org'>): HubAccess {
  const trimmed = token?.trim() || null;
  if (trimmed !== null && /[^\x21-\x7e]/.test(trimmed)) {
    throw new UsageError('hub-token', 'the Hub token holds characters that no token has');
  }
  return { endpoint: endpoint.replace(/\/+$/, ''), token: trimmed };
}
