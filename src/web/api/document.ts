import type { OpenAPIHono } from '@hono/zod-openapi';
import { VERSION } from '../../package-root.ts';
import type { WebContext, WebEnv } from '../web-env.ts';
import { taggedAnswer } from './answers.ts';

export type ApiDocument = ReturnType<OpenAPIHono<WebEnv>['getOpenAPI31Document']>;

export interface DescribedApi {
  readonly object: ApiDocument;
  readonly answer: (c: WebContext) => Response;
}

const DESCRIPTION = `Releases of language models by Chinese labs, the facts of each and who says so, what was seen and what was told.

Lists have pages: \`next\` of one, given as \`cursor\` with the same other parameters, is where the next begins; the \`Link\` header leads there, too. Answers carry an \`ETag\`: send it as \`If-None-Match\`, and what has not changed costs a 304. \`RateLimit\` says how many requests are left in this minute. What goes wrong is told as RFC 9457 has it, with a stable \`code\`.`;

/** What the operations say of themselves, as OpenAPI 3.1. */
export function describeApi(app: OpenAPIHono<WebEnv>): DescribedApi {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'What `modelwatch token create` printed',
  });
  const object = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'modelwatch',
      version: VERSION,
      description: DESCRIPTION,
      license: { name: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: [
      { name: 'Catalog', description: 'Releases, and what is known of them' },
      { name: 'Watching', description: 'What is looked at, and what changed there' },
      { name: 'Alerts', description: 'What was told, and where it went' },
    ],
  });
  const text = JSON.stringify(object);
  return { object, answer: (c) => taggedAnswer(c, text) };
}
