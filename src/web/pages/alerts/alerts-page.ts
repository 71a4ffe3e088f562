import { Hono } from 'hono';
import { retryDeliveries } from '../../../pipeline/retry-deliveries.ts';
import { alertPage } from '../../../store/alert-pages.ts';
import { countDeliveries } from '../../../store/alerts.ts';
import { pausedChannels } from '../../../store/channel-health.ts';
import type { Reader } from '../../../store/database.ts';
import { readWritingForm } from '../../access/form.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { addressWith, type Frame, frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { momentText } from '../../parts/day.ts';
import { emptyState, notice } from '../../parts/notice.ts';
import type { WebContext, WebEnv } from '../../web-env.ts';
import { alertWords } from '../../words/alert-words.ts';
import { alertsTable } from './alerts-table.ts';
import { previewPage } from './preview-page.ts';

const SHOWN = 40;

/** `/alerts`: what was told, and where it went; `/alerts/preview`: what the rules would have told. */
export function alertsPage(deps: WebDependencies): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/alerts', async (c) => {
    const frame = frameOf(c);
    const { title } = alertWords[frame.language];
    return sendPage(c, frame, { title, body: await alertsBody(deps, frame) });
  });
  routes.get('/alerts/preview', (c) => previewPage(deps, c));
  routes.post('/alerts/retry', (c) => retry(deps, c));
  return routes;
}

async function retry(deps: WebDependencies, c: WebContext): Promise<Response> {
  const form = await readWritingForm(c);
  if (form instanceof Response) return form;
  const id = form.get('delivery') ?? '';
  const taken = await deps.database.write((tx) => retryDeliveries(tx, id, deps.clock.now()));
  const channels = [...new Set(taken.map(({ channel }) => channel))].join(',');
  return c.redirect(`/alerts?retried=${taken.length}&channels=${encodeURIComponent(channels)}`, 303);
}

async function alertsBody({ database, channels }: WebDependencies, frame: Frame): Promise<Html> {
  const { language, search } = frame;
  const { reader } = database;
  const words = alertWords[language];
  const undelivered = search.get('state') === 'dead';
  const page = await alertPage(reader, { limit: SHOWN, from: placeIn(search), undelivered });
  const signIn = html`<p class="hint"><a href="/sign-in?to=/alerts">${words.signInToRetry}</a></p>`;
  return html`<p class="intro">${words.intro} <a href="/alerts/preview">${words.previewLink}</a></p>
${retriedNotice(search, new Set(channels.keys()), frame)}
${await troubles(reader, frame, undelivered)}
${frame.visitor.mayWrite ? NOTHING : signIn}
${page.alerts.length === 0 ? emptyState(words.none) : alertsTable(page.alerts, frame)}
${paging(page, frame)}`;
}

function placeIn(search: URLSearchParams) {
  for (const direction of ['older', 'newer'] as const) {
    const seq = Number(search.get(direction) ?? Number.NaN);
    if (Number.isSafeInteger(seq)) return { seq, direction };
  }
  return null;
}

/** Only channels that there are: what stands in an address was written by anybody. */
function retriedNotice(search: URLSearchParams, known: ReadonlySet<string>, { language }: Frame): Html {
  const words = alertWords[language];
  const count = search.get('retried');
  if (count === null || !/^\d{1,4}$/.test(count)) return NOTHING;
  if (count === '0') return notice('warn', html`<p>${words.nothingToRetry}</p>`);
  const named = (search.get('channels') ?? '').split(',').filter((channel) => known.has(channel));
  return notice('good', html`<p>${words.retried(Number(count), named.join(', '))}</p>`);
}

/** Channels that are paused, and how much was given up. */
async function troubles(reader: Reader, { language }: Frame, undelivered: boolean): Promise<Html> {
  const words = alertWords[language];
  const paused = await pausedChannels(reader);
  const { dead } = await countDeliveries(reader);
  const lines = paused.map(({ id, failing_since: since, told_at: told, paused_until: next }) =>
    words.paused.line(
      id,
      momentText(since ?? told ?? 0, language),
      next === null ? null : momentText(next, language),
    ),
  );
  const link = undelivered
    ? html`<a href="/alerts">${words.all}</a>`
    : html`<a href="/alerts?state=dead">${words.onlyDead}</a>`;
  return html`${
    lines.length === 0
      ? NOTHING
      : notice(
          'bad',
          html`<p><strong>${words.paused.title}</strong></p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
        )
  }${dead === 0 && !undelivered ? NOTHING : notice('warn', html`<p>${dead === 0 ? NOTHING : words.dead(dead)} ${link}</p>`)}`;
}

function paging(
  { newer, older }: { readonly newer: number | null; readonly older: number | null },
  frame: Frame,
): Html {
  const words = alertWords[frame.language];
  if (newer === null && older === null) return NOTHING;
  const none = { older: null, newer: null, retried: null, channels: null, lang: null };
  const link = (name: 'older' | 'newer', seq: number | null, text: string) =>
    seq === null
      ? html`<span></span>`
      : html`<a href="${addressWith(frame, { ...none, [name]: String(seq) })}" rel="${name === 'older' ? 'next' : 'prev'}">${text}</a>`;
  return html`<nav class="paging" aria-label="${words.pages}">${link('newer', newer, `← ${words.newer}`)}${link('older', older, `${words.older} →`)}</nav>`;
}
