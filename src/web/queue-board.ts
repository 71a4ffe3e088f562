import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import type { QueueViews } from '../queue/queue-views.ts';
import { problemJson } from './problem-page.ts';
import type { WebEnv } from './web-env.ts';

const PATH = '/queues';

/** Its page is made by scripts of its own, which ask for what they show. Nothing is asked of anybody else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What Redis carries just now (bull-board), to be mounted at the root: for who has a token, whatever reading takes, and to
 * be looked at alone. `open` is called when somebody looks first.
 */
export function queueBoard(open: () => Promise<QueueViews>): Hono<WebEnv> {
  const app = new Hono<WebEnv>().basePath(PATH);
  let board: Promise<Hono> | null = null;
  app.use(withToken(), lookingOnly());
  app.all('*', async (c) => {
    board ??= makeBoard(open).catch((error: unknown) => {
      board = null;
      throw error;
    });
    const answer = await (await board).fetch(c.req.raw, c.env);
    return answer.headers.get('content-type')?.startsWith('text/html') === true
      ? c.html(withoutOthers(await answer.text()), 200, {
          'content-security-policy': CONTENT_SECURITY_POLICY,
        })
      : answer;
  });
  return app;
}

function withToken(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    if (c.get('visitor').token !== null) return await next();
    const { path } = c.req;
    if (!path.startsWith(`${PATH}/api/`)) return c.redirect(`/sign-in?to=${encodeURIComponent(path)}`, 303);
    const detail = 'Sign in first, or send a token as "Authorization: Bearer mw_…".';
    return problemJson(c, {
      status: 401,
      code: 'token-missing',
      title: 'Queues are shown with a token alone',
      detail,
    });
  };
}

/** The rows in the store decide: what is done to an errand in Redis changes nothing but when it is found again. */
function lookingOnly(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return await next();
    const detail = 'Jobs are rows of the database; what Redis carries is made from them again.';
    return problemJson(
      c,
      { status: 405, code: 'read-only', title: 'Queues can only be looked at', detail },
      { allow: 'GET, HEAD' },
    );
  };
}

/** Loaded when it is asked for: few ever look. */
async function makeBoard(open: () => Promise<QueueViews>): Promise<Hono> {
  const [{ createBullBoard }, { BullMQAdapter }, { HonoAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/hono'),
  ]);
  const { queues } = await open();
  const serverAdapter = new HonoAdapter(serveStatic);
  createBullBoard({
    queues: queues.map(
      ({ kind, queue }) =>
        new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false, displayName: kind }),
    ),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'modelwatch', hideRedisDetails: true } },
  });
  serverAdapter.setBasePath(PATH);
  return new Hono().route(PATH, serverAdapter.registerPlugin() as unknown as Hono);
}

/** The page asks another company for letters; what its policy would refuse is left out. */
function withoutOthers(html: string): string {
  return html
    .replace(/<link [^>]*href="https?:[^>]*>\s*/g, '')
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/ style="[^"]*"/g, '');
}
