import { UpstreamError } from '../../errors.ts';
import type { Source } from '../source.ts';
import type { JsonApiConfig } from './config.ts';

export function createJsonApiSource(_config: JsonApiConfig, locator: string): Source {
  return {
    locator,
    poll: () => Promise.reject(new UpstreamError('upstream-shape', 'not read yet')),
    expectedCount: () => Promise.resolve(null),
  };
}
