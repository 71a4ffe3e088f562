import { z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import { letOthersRun } from '../../../event-loop.ts';
import { VERSION } from '../../../package-root.ts';
import { exportedLines } from '../../../pipeline/export-catalog.ts';
import type { ApiContext } from '../dependencies.ts';
import { type Operation, operation } from '../operation.ts';
import { ApiProblem } from '../problem.ts';

/** Each reads all of the store. */
const MOST_AT_ONCE = 2;
/** Characters that are sent together. */
const CHUNK = 64 * 1024;

export function exportOperations(api: ApiContext): readonly Operation[] {
  let running = 0;
  return [
    operation({
      id: 'exportCatalog',
      method: 'get',
      path: '/export',
      tag: 'Catalog',
      summary: 'The whole catalog',
      description:
        'JSON Lines, as `modelwatch export` prints them: a head, a row a line, an end with a digest, by which `modelwatch import` knows that nothing is missing.',
      access: 'read',
      answers: {
        200: { description: 'A line after the other', type: 'application/x-ndjson', schema: z.string() },
      },
      problems: ['too-many-exports'],
      examples: [{ address: '/export' }],
      answer: async ({ c }) => {
        if (running >= MOST_AT_ONCE)
          throw new ApiProblem('too-many-exports', 'Ask again in a minute.', {
            headers: { 'retry-after': '60' },
          });
        c.header('content-type', 'application/x-ndjson; charset=utf-8');
        c.header('content-disposition', 'attachment; filename="modelwatch.jsonl"');
        c.header('cache-control', 'no-store');
        c.header('x-accel-buffering', 'no');
        if (c.req.method === 'HEAD') return c.body(null);
        running += 1;
        return stream(
          c,
          async (out) => {
            try {
              for await (const text of chunked(exportedLines(api.database.reader, VERSION))) {
                if (out.aborted || api.stopping.aborted) return;
                await out.write(text);
                await letOthersRun();
              }
            } finally {
              running -= 1;
            }
          },
          // What was sent has no end with a digest, so that nobody takes it for all.
          async (error) => api.log.warn({ err: error }, 'an export ended early'),
        );
      },
    }),
  ];
}

async function* chunked(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
