import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import type { ClaimView } from '../../../pipeline/view-claims.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { outwardLink } from '../../parts/links.ts';
import { table } from '../../parts/table.ts';
import { releaseWords } from '../../words/release-words.ts';
import { attributeName, quoted, valueText } from './facts-section.ts';

const SHOWN = 150;

/** Every claim there is, also where another is believed. */
export function claimsSection(claims: readonly ClaimView[], language: Language): Html {
  const words = releaseWords[language];
  const { of, what, says, source } = words.columns;
  const sources = new Set(claims.map((claim) => claim.source)).size;
  return html`<details><summary>${words.claimsIntro(claims.length, sources)}</summary>${table({
    caption: words.sections.claims,
    captionUnseen: true,
    stacks: 'bare',
    columns: [{ head: what }, { head: of }, { head: says }, { head: source }],
    rows: claims
      .slice(0, SHOWN)
      .map((claim) => [
        attributeName(claim.attribute, language),
        safeLine(claim.subject, 120),
        html`${valueText(claim.attribute, claim.value, language)}${mark(claim, language)}${quoted(claim.quote)}`,
        outwardLink(claim.url, claim.source),
      ]),
  })}${claims.length > SHOWN ? html`<p class="hint">${words.claimsMore(SHOWN)}</p>` : NOTHING}</details>`;
}

function mark({ current, believed }: ClaimView, language: Language): Html {
  const words = releaseWords[language];
  if (!current) return html` <span class="mark">${words.noLonger}</span>`;
  return believed ? html` <span class="mark good">${words.held}</span>` : NOTHING;
}
