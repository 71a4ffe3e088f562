import { safeLine } from '../../alerts/hostile-text.ts';
import type { Language } from '../../alerts/language.ts';
import { phrasesOf } from '../../alerts/languages/index.ts';
import { errorInChinese } from '../../alerts/languages/zh-cn-errors.ts';
import type { SourceView } from '../../pipeline/view-sources.ts';
import { type Html, html, NOTHING } from '../markup.ts';
import { sourceWords } from '../words/source-words.ts';
import { momentElement } from './day.ts';
import { spanInWords } from './spans.ts';

const TONES: Readonly<Record<SourceView['state'], string>> = {
  ok: 'good',
  never: '',
  parked: 'warn',
  silent: 'warn',
  suspect: 'warn',
  failing: 'bad',
  gone: 'bad',
};

/** How a source does: the state, since when, why, and what a person can do about it. `now`: milliseconds since 1970. */
export function sourceState(view: SourceView, now: number, language: Language): Html {
  const words = sourceWords[language];
  const troubled = view.state === 'failing' || view.state === 'gone';
  const mending =
    troubled && view.error !== undefined ? phrasesOf(language).sources.mending(view.error.code) : null;
  return html`<span class="mark ${TONES[view.state]}">${words.states[view.state]}</span>${details(view, now, language)}${
    mending === null ? NOTHING : html`<br><span class="soft">${mending}</span>`
  }`;
}

function details(view: SourceView, now: number, language: Language): Html {
  const { meaning } = sourceWords[language];
  const since = (at: string | undefined) => {
    const span = at === undefined ? null : spanInWords(now - Date.parse(at), language);
    return span === null ? NOTHING : html` ${meaning.since(span)}`;
  };
  switch (view.state) {
    case 'ok':
      return NOTHING;
    case 'never':
      return html` ${meaning.never}`;
    case 'silent':
      return html` ${meaning.silent}`;
    case 'suspect':
      return html`${since(view.suspectSince)} ${meaning.suspect}`;
    case 'parked': {
      const [before = '', after = ''] = meaning.parked('\n').split('\n');
      return html` ${before}${momentElement(view.parkedUntil ?? '', language)}${after}`;
    }
    case 'gone':
      return html`${since(view.goneSince)}${because(view, language)}`;
    case 'failing': {
      const times = view.failures > 1 ? html`, ${meaning.times(view.failures)}` : NOTHING;
      return html`${since(view.failingSince)}${times}${because(view, language)}`;
    }
  }
}

function because({ error }: SourceView, language: Language): Html {
  return error === undefined ? NOTHING : html`<br>${errorInWords(error, language)}`;
}

/** What went wrong, in the reader's language. */
export function errorInWords(
  { code, message }: { readonly code: string; readonly message: string },
  language: Language,
): string {
  return safeLine(language === 'zh-CN' ? errorInChinese(code) : message);
}
