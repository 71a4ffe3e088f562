import { safeLine, safeUrl } from '../../alerts/hostile-text.ts';
import type { Language } from '../../alerts/language.ts';
import type { Labs } from '../../pipeline/view-release.ts';
import { type Html, html } from '../markup.ts';

const TEXT_LENGTH = 200;

/** A link that leads away, http(s) alone; the text by itself where the address is none that may be followed. */
export function outwardLink(url: string | null | undefined, text: string): Html {
  const safe = url === null || url === undefined ? null : safeUrl(url);
  const shown = safeLine(text, TEXT_LENGTH);
  return safe === null
    ? html`${shown}`
    : html`<a href="${safe}" rel="noopener noreferrer nofollow">${shown}</a>`;
}

/** Without its beginning, for a line; the whole address is the link's. */
export function addressLink(url: string): Html {
  return outwardLink(url, url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, ''));
}

/** A lab by its name in the reader's language; its id where it is no longer in labs.yaml. */
export function labName(labs: Labs, id: string, language: Language): string {
  const lab = labs.get(id);
  const name = language === 'zh-CN' ? (lab?.zh ?? lab?.name) : lab?.name;
  return safeLine(name ?? id, TEXT_LENGTH);
}

export function labLink(labs: Labs, id: string, language: Language): Html {
  return html`<a href="/labs/${encodeURIComponent(id)}">${labName(labs, id, language)}</a>`;
}

export function releaseLink(id: string, name: string): Html {
  return html`<a href="/releases/${encodeURIComponent(id)}">${safeLine(name, TEXT_LENGTH) || id}</a>`;
}
