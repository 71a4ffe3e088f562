import { countRequests } from '../../http/request-count.ts';
import { conditionalHeaders, keptAnswer, readerMark, showsTheSame, validatorOf } from '../kept-answer.ts';
import type { PollResult, Source, SourceContext } from '../source.ts';
import type { JsonApiConfig } from './config.ts';
import { fetchList, fetchTotal } from './fetch-list.ts';
import { readItems } from './schema.ts';

/** Watches a list that an API gives: models, repos of another hub, or organizations. */
export function createJsonApiSource(config: JsonApiConfig, locator: string): Source {
  const {
    id: _id,
    every: _every,
    lab: _lab,
    publisher: _publisher,
    official: _official,
    ...reading
  } = config;
  const reader = readerMark(reading);
  return {
    locator,
    poll: (context) => poll(config, reader, context),
    expectedCount: (context) => fetchTotal(config, context),
  };
}

async function poll(config: JsonApiConfig, reader: string, context: SourceContext): Promise<PollResult> {
  const http = countRequests(context.http);
  const kept = keptAnswer(context.validator, reader);
  const fetched = await fetchList(config, conditionalHeaders(kept), { ...context, http });
  if (fetched.kind === 'gone') return { kind: 'gone', requests: http.requests };
  if (fetched.kind === 'unchanged') return { kind: 'not-modified', requests: http.requests };
  const { shown, salvaged } = readItems(fetched.items, config);
  const validator = validatorOf(reader, shown, fetched.headers);
  if (showsTheSame(kept, shown)) return { kind: 'not-modified', requests: http.requests, validator };
  return { kind: 'changed', ...shown, requests: http.requests, validator, salvaged };
}
