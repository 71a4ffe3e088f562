import type { Channel } from '../../../alerts/channel.ts';
import { safeLine } from '../../../alerts/hostile-text.ts';
import { readableMessage } from '../../../alerts/readable-message.ts';
import { hideSecrets } from '../../../config/secrets.ts';
import { parseMoment } from '../../../domain/moment.ts';
import { type PreviewedAlert, previewAlerts } from '../../../pipeline/preview-alerts.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { type Frame, frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { momentElement } from '../../parts/day.ts';
import { releaseLink } from '../../parts/links.ts';
import { emptyState, notice } from '../../parts/notice.ts';
import type { WebContext } from '../../web-env.ts';
import { type AlertWords, alertWords } from '../../words/alert-words.ts';

const SINCE = '30d';
const SHOWN = 20;
/** Each takes a millisecond or more: a page looks at so many, the command line at all of them. */
const MOST_RELEASES = 300;
const LONGEST_MESSAGE = 8000;

/** A rule, one of its channels, and what would have gone there. */
interface Route {
  readonly rule: string;
  readonly channel: Channel;
  readonly alerts: readonly PreviewedAlert[];
}

/** What each rule would have sent of past releases, and how its channels write the newest. Sends nothing. */
export async function previewPage(deps: WebDependencies, c: WebContext): Promise<Response> {
  const frame = frameOf(c);
  const { search, language } = frame;
  const words = alertWords[language].preview;
  const { configuration, channels, labs, clock, database } = deps;
  const now = clock.now();
  const typed = search.get('since')?.trim() || SINCE;
  const since = parseMoment(typed, now);
  const chosen = (id: string, name: string) => (search.get(name) || id) === id;
  const rules = configuration.rules.filter(({ id }) => chosen(id, 'rule'));
  const previewed = await previewAlerts(
    database.reader,
    since ?? parseMoment(SINCE, now) ?? now,
    rules,
    labs,
    MOST_RELEASES,
  );
  const routes = rules.flatMap(({ id, to }) =>
    to.flatMap((name): Route[] => {
      const channel = channels.get(name);
      if (channel === undefined || !chosen(name, 'channel')) return [];
      return [{ rule: id, channel, alerts: previewed.filter((alert) => alert.rule === id) }];
    }),
  );
  return sendPage(c, frame, {
    title: words.title,
    body: html`<p class="intro">${words.intro(MOST_RELEASES)}</p>
${choiceForm(deps, words, typed, search)}
${since === null ? notice('warn', html`<p>${words.badPeriod}</p>`) : NOTHING}
${routes.length === 0 ? emptyState(words.noRules) : NOTHING}
${routes.map((route) => routeView(route, words, configuration.secrets, frame))}`,
  });
}

function choiceForm(
  { configuration }: WebDependencies,
  words: AlertWords['preview'],
  since: string,
  search: URLSearchParams,
): Html {
  const select = (name: 'rule' | 'channel', ids: readonly string[]) =>
    html`<p class="field"><label for="f-${name}">${words[name]}</label><select id="f-${name}" name="${name}"><option value="">${words.any}</option>${ids.map(
      (id) => html`<option${search.get(name) === id ? html` selected` : NOTHING}>${id}</option>`,
    )}</select></p>`;
  return html`<form class="filters" method="get" action="/alerts/preview"><div class="fields">
${select(
  'rule',
  configuration.rules.map(({ id }) => id),
)}
${select(
  'channel',
  configuration.channels.map(({ id }) => id),
)}
<p class="field"><label for="f-since">${words.since}</label><input id="f-since" name="since" value="${since}"></p>
<p class="act"><button>${words.show}</button></p>
</div></form>`;
}

function routeView(
  { rule, channel, alerts }: Route,
  words: AlertWords['preview'],
  secrets: readonly string[],
  { language }: Frame,
): Html {
  const [newest] = alerts;
  const title = html`<h2>${words.route(rule, channel.id, alerts.length)}</h2>`;
  if (newest === undefined) return html`<section>${title}${emptyState(words.noneSent)}</section>`;
  const { contentType, body } = channel.render(newest.content);
  const message = hideSecrets(readableMessage(body), secrets).slice(0, LONGEST_MESSAGE);
  return html`<section>${title}
<ul>${alerts.slice(0, SHOWN).map(({ content, release, at, undecided }) => {
    const waits = undecided ? html` <span class="mark warn">${words.waits}</span>` : NOTHING;
    return html`<li>${releaseLink(release.id, content.alert.title)} <span class="soft">${momentElement(new Date(at).toISOString(), language)}</span>${waits}</li>`;
  })}</ul>
${alerts.length > SHOWN ? html`<p class="hint">${words.more(alerts.length - SHOWN)}</p>` : NOTHING}
<details><summary>${words.message(channel.id, safeLine(contentType, 80))}</summary><pre>${message}</pre></details></section>`;
}
