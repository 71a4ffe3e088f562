import { languages } from '../alerts/language.ts';
import { ASSET_PATHS } from './assets.ts';
import { addressWith, type Frame } from './frame.ts';
import { type Html, html, NOTHING } from './markup.ts';
import type { WebContext } from './web-env.ts';
import { type FrameWords, frameWords } from './words/frame-words.ts';

export interface Page {
  /** Stands in the window's title and, unless `heading` is there, above the page. */
  readonly title: string;
  readonly heading?: Html;
  readonly body: Html;
  /** More for the head: links to feeds. */
  readonly head?: Html;
  /** HTTP; 200 unless told. */
  readonly status?: 200 | 400 | 401 | 403 | 404 | 411 | 413 | 421 | 429 | 500;
}

/** Pages change with the catalog, and with who looks: a browser may keep one, and asks before it shows it again. */
const CACHING = 'private, no-cache';

export function sendPage(c: WebContext, frame: Frame, page: Page): Response {
  return c.html(String(layout(frame, page)), page.status ?? 200, {
    'cache-control': CACHING,
    'content-language': frame.language,
    vary: 'Accept-Language, Cookie',
  });
}

export function layout(frame: Frame, page: Page): Html {
  const words = frameWords[frame.language];
  return html`<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${page.title} · ${words.site}</title>
<link rel="stylesheet" href="${ASSET_PATHS.style}">
<link rel="icon" href="${ASSET_PATHS.icon}" type="image/svg+xml">
${page.head ?? NOTHING}</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
${header(frame, words)}
<main id="main" tabindex="-1">
<h1>${page.heading ?? page.title}</h1>
${page.body}
</main>
${footer(frame, words)}
</body>
</html>
`;
}

const PAGES = [
  ['/', 'latest'],
  ['/labs', 'labs'],
  ['/catalog', 'catalog'],
  ['/charts', 'charts'],
  ['/sources', 'sources'],
  ['/alerts', 'alerts'],
  ['/api', 'api'],
] as const satisfies readonly (readonly [string, keyof FrameWords['nav']])[];

function header({ path }: Frame, words: FrameWords): Html {
  return html`<header class="top">
<a class="brand" href="/">${words.site}</a>
<nav aria-label="${words.pages}"><ul>${PAGES.map(([address, name]) => {
    const here = path === address || (address !== '/' && path.startsWith(`${address}/`));
    const current = here ? html` aria-current="page"` : NOTHING;
    return html`<li><a href="${address}"${current}>${words.nav[name]}</a></li>`;
  })}</ul></nav>
</header>`;
}

function footer(frame: Frame, words: FrameWords): Html {
  return html`<footer class="bottom" aria-label="${words.footer}">
<p>${words.tagline}</p>
<ul>${languages.map((language) => {
    const { itself } = frameWords[language];
    return language === frame.language
      ? html`<li aria-current="true" lang="${language}">${itself}</li>`
      : html`<li><a href="${addressWith(frame, { lang: language })}" lang="${language}" hreflang="${language}">${itself}</a></li>`;
  })}${signing(frame, words)}</ul>
</footer>`;
}

function signing({ visitor, path }: Frame, words: FrameWords): Html {
  if (path === '/sign-in') return NOTHING;
  if (visitor.by !== 'session' || visitor.token === null)
    return html`<li><a href="/sign-in?to=${encodeURIComponent(path)}">${words.signIn}</a></li>`;
  return html`<li>${words.signedIn(visitor.token.name, visitor.mayWrite)}</li>
<li><form method="post" action="/sign-out">${formTokenField(visitor)}<button class="quiet">${words.signOut}</button></form></li>`;
}

/** Has to stand in every form that changes something. */
export function formTokenField({ formToken }: Frame['visitor']): Html {
  return formToken === null ? NOTHING : html`<input type="hidden" name="form" value="${formToken}">`;
}
