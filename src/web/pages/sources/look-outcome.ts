import { safeLine } from '../../../alerts/hostile-text.ts';
import type { AskedRefresh } from '../../../pipeline/asked-refresh.ts';
import type { RefreshView } from '../../../pipeline/refresh-report.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { releaseLink } from '../../parts/links.ts';
import { type NoticeTone, notice } from '../../parts/notice.ts';
import { errorInWords } from '../../parts/source-state.ts';
import { sourceWords } from '../../words/source-words.ts';

/** What came of a look that was asked for, or how it stands. */
export function lookOutcome(asked: AskedRefresh, { language }: Frame): Html {
  const words = sourceWords[language].outcome;
  const title = html`<p><strong>${words.title(asked.sources.join(', '))}</strong></p>`;
  switch (asked.state) {
    case 'running':
      return notice(
        'plain',
        html`${title}<p>${words.running} <a href="/sources?look=${encodeURIComponent(asked.id)}">${words.again}</a></p>`,
      );
    case 'lost':
      return notice('warn', html`${title}<p>${words.lost}</p>`);
    case 'failed':
      return notice('bad', html`${title}<p>${words.failed(safeLine(asked.error?.message ?? ''))}</p>`);
    case 'done':
      return asked.report === null
        ? NOTHING
        : notice(toneOf(asked.report), html`${title}${reportView(asked.report, language)}`);
  }
}

function reportView({ sources, alerts, deliveries }: RefreshView, language: Frame['language']): Html {
  const words = sourceWords[language].outcome;
  const { sent, failed, pending } = deliveries;
  return html`<ul class="plain">${sources.map(({ id, outcome, observations, events, error }) => {
    const detail = error === undefined ? words.seen(observations, events) : errorInWords(error, language);
    return html`<li>${words.line(id, words.outcomes[outcome], detail)}</li>`;
  })}</ul>
<p>${words.alerts(alerts.length)}${sent + failed + pending === 0 ? NOTHING : html` ${words.deliveries(sent, failed, pending)}`}</p>
${alerts.length === 0 ? NOTHING : html`<ul>${alerts.map(({ title, release }) => html`<li>${release === undefined ? safeLine(title) : releaseLink(release, title)}</li>`)}</ul>`}`;
}

function toneOf({ sources }: RefreshView): NoticeTone {
  if (sources.some(({ outcome }) => outcome === 'failed')) return 'bad';
  return sources.some(({ outcome }) => ['suspect', 'parked', 'skipped'].includes(outcome)) ? 'warn' : 'good';
}
