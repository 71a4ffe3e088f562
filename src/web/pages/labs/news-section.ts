import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { phrasesOf } from '../../../alerts/languages/index.ts';
import { notAfter } from '../../../domain/first-seen.ts';
import { type Topic, topics } from '../../../domain/signals/signal.ts';
import { announcingSignal } from '../../../pipeline/signal-rows.ts';
import type { SignalRow } from '../../../store/schema.ts';
import { type Html, html } from '../../markup.ts';
import { dayElement } from '../../parts/day.ts';
import { outwardLink } from '../../parts/links.ts';
import { quoted } from '../release/facts-section.ts';

/** What was said of a lab that is no release, by what it is about: adoption, policy, funding and so on. */
export function newsSection(news: ReadonlyMap<string, readonly SignalRow[]>, language: Language): Html {
  const names: Readonly<Record<Topic, string>> = phrasesOf(language).topics;
  const there = topics.filter((topic) => news.has(topic));
  return html`<div class="grid">${there.map(
    (topic) =>
      html`<section><h3>${capital(names[topic])}</h3><ul class="plain">${(news.get(topic) ?? []).map(
        (signal) => article(signal, language),
      )}</ul></section>`,
  )}</div>`;
}

function article(signal: SignalRow, language: Language): Html {
  const at = new Date(notAfter(announcingSignal(signal))).toISOString().slice(0, 10);
  const { quote, title, url, publisher } = signal;
  return html`<li><p>${outwardLink(url, title)}<br><span class="soft">${safeLine(publisher, 100)} · ${dayElement(at, language)}</span>${quoted(quote === title ? null : quote)}</p></li>`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
