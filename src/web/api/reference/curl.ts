import type { Operation } from '../operation.ts';

/** How somebody tries it in a terminal. */
export function curlOf(one: Operation, example: Operation['examples'][number], base: string): string {
  const address = `"${base}/api/v1${example.address}"`;
  const streams = one.answers[200]?.type === 'text/event-stream';
  const parts = [
    streams ? 'curl -N' : 'curl',
    ...(one.method === 'post' ? ['-X POST'] : []),
    ...(one.access === 'write' ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(example.body === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${example.body}'`]),
    address,
  ];
  return parts.join(' ');
}
