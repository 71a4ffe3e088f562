/** A server of Hono that does nothing but answer: with the text that it is given, whatever is asked. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

let body = '';
const app = new Hono();
app.get('/', (c) => c.html(body));
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.({ port }));
process.on('message', (text: string) => {
  body = text;
  process.send?.({ taken: true });
});
process.on('disconnect', () => process.exit(0));
