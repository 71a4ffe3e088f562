import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { wordedFor } from '../../../alerts/worded.ts';
import type { ListedAlert } from '../../../store/alerts.ts';
import type { DeliveryRow } from '../../../store/schema.ts';
import type { Frame } from '../../frame.ts';
import { formTokenField } from '../../layout.ts';
import { type Html, html, NOTHING, type Piece } from '../../markup.ts';
import { momentElement, momentText } from '../../parts/day.ts';
import { outwardLink, releaseLink } from '../../parts/links.ts';
import { table } from '../../parts/table.ts';
import { alertWords } from '../../words/alert-words.ts';
import { deliveryErrorInWords } from '../../words/delivery-error-words.ts';

/** Alerts with what became of each delivery, and a button where one was given up and the reader may press it. */
export function alertsTable(alerts: readonly ListedAlert[], frame: Frame): Html {
  const words = alertWords[frame.language];
  const { when, kind, alert, went } = words.columns;
  return table({
    caption: words.caption,
    captionUnseen: true,
    stacks: 'bare',
    columns: [{ head: alert }, { head: kind }, { head: when }, { head: went }],
    rows: alerts.map((listed) => row(listed, frame)),
  });
}

function row({ alert, deliveries }: ListedAlert, frame: Frame): Piece[] {
  const { language } = frame;
  const words = alertWords[language];
  const title = titleOf(alert, language);
  return [
    alert.release_id === null ? outwardLink(alert.url, title) : releaseLink(alert.release_id, title),
    html`<span class="nowrap">${words.kinds[alert.kind]}</span>`,
    html`<span class="nowrap">${momentElement(new Date(alert.created_at).toISOString(), language)}</span>`,
    deliveries.length === 0
      ? html`<span class="soft">${words.nowhere}</span>`
      : html`<ul class="plain">${deliveries.map((delivery) => html`<li>${deliveryView(delivery, title, frame)}</li>`)}</ul>`,
  ];
}

/** In the reader's language, where the alert says what it is about. */
function titleOf({ content }: ListedAlert['alert'], language: Frame['language']): string {
  return safeLine(wordedFor(content, { language, timeZone: 'UTC', templates: [] }).alert.title);
}

const TONES: Readonly<Record<DeliveryRow['state'], string>> = {
  pending: '',
  sending: '',
  sent: 'good',
  failed: 'warn',
  dead: 'bad',
  cancelled: '',
};

function deliveryView(delivery: DeliveryRow, title: string, frame: Frame): Html {
  const { language, visitor } = frame;
  const words = alertWords[language];
  const { channel, state, attempts, told_in: toldIn, next_attempt_at: next, sent_at: sent } = delivery;
  const details = [
    sent === null ? null : momentText(sent, language),
    state === 'pending' && next !== null ? words.waits(momentText(next, language)) : null,
    attempts > 1 ? words.attempts(attempts) : null,
    toldIn === null ? null : words.toldIn,
    state === 'sent' ? null : errorOf(delivery, language),
  ].filter((detail) => detail !== null);
  const button =
    visitor.mayWrite && (state === 'dead' || state === 'failed')
      ? retryButton(delivery, title, frame)
      : NOTHING;
  return html`${channel} <span class="mark ${TONES[state]}">${words.states[state]}</span> <span class="soft">${details.join(', ')}</span>${button}`;
}

function errorOf(
  { error_code: code, error_message: message }: DeliveryRow,
  language: Language,
): string | null {
  return code === null || message === null ? null : deliveryErrorInWords(code, message, language);
}

function retryButton({ id, channel }: DeliveryRow, title: string, { language, visitor }: Frame): Html {
  const words = alertWords[language];
  return html` <form class="inline" method="post" action="/alerts/retry">${formTokenField(visitor)}<input type="hidden" name="delivery" value="${id}"><button class="small" aria-label="${words.retryOf(channel, title)}">${words.retry}</button></form>`;
}
