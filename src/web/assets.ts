import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { WebEnv } from './web-env.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

const style = load('style.css');
const charts = load('charts.css');
const icon = load('icon.svg');

/** Where a page finds its style sheets and its icon: another name with each content, so that they are kept for good. */
export const ASSET_PATHS = { style: style.path, charts: charts.path, icon: icon.path } as const;

/** A year, in seconds: as long as may be said (https://www.rfc-editor.org/rfc/rfc9111#section-1.2.2). */
const FOR_GOOD = 'public, max-age=31536000, immutable';

export function assetRoutes(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  for (const asset of [style, charts, icon]) {
    routes.get(asset.path, (c) =>
      c.body(asset.content, 200, { 'content-type': asset.type, 'cache-control': FOR_GOOD }),
    );
  }
  // Browsers and other programs ask for these whatever a page says.
  routes.get('/favicon.ico', (c) => c.redirect(icon.path, 302));
  routes.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));
  return routes;
}

function load(file: string): Asset {
  const content = readFileSync(join(PACKAGE_ROOT, 'assets', file), 'utf8');
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const type = extname(file);
  return {
    path: `/assets/${file.slice(0, -type.length)}-${hash}${type}`,
    type: TYPES[type] ?? 'text/plain; charset=utf-8',
    content,
  };
}
