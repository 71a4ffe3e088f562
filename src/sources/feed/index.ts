import { UpstreamError } from '../../errors.ts';
import type { Source } from '../source.ts';
import type { FeedConfig } from './config.ts';

export function createFeedSource(_config: FeedConfig, locator: string): Source {
  return {
    locator,
    poll: () => Promise.reject(new UpstreamError('upstream-shape', 'not read yet')),
    expectedCount: () => Promise.resolve(null),
  };
}
