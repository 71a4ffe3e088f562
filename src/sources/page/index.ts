import { UpstreamError } from '../../errors.ts';
import type { Source } from '../source.ts';
import type { WebPageConfig } from './config.ts';

export function createWebPageSource(_config: WebPageConfig, locator: string): Source {
  return {
    locator,
    poll: () => Promise.reject(new UpstreamError('upstream-shape', 'not read yet')),
    expectedCount: () => Promise.resolve(null),
  };
}
