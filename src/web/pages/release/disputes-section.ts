import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import type { Dispute, DisputedClaim } from '../../../domain/claims/describe-beliefs.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { outwardLink } from '../../parts/links.ts';
import { reasonInWords } from '../../words/reason-words.ts';
import { releaseWords } from '../../words/release-words.ts';
import { attributeName, quoted, valueText } from './facts-section.ts';

/** Where sources disagree: what is believed beside what speaks against it, each with who says so in which words. */
export function disputesSection(disputes: readonly Dispute[], language: Language): Html {
  return html`${disputes.map((dispute) => disputeView(dispute, language))}`;
}

function disputeView({ subject, attribute, believed, against }: Dispute, language: Language): Html {
  const words = releaseWords[language];
  // Where it is about one of several (a benchmark, a price), which one stands in brackets.
  const bare = attribute.replace(/ \(.*$/, '');
  const which = attribute.slice(bare.length);
  const held =
    believed === null
      ? html`<div class="side held"><h4>${words.held}</h4><p>${words.nothingHeld}</p></div>`
      : html`<div class="side held"><h4>${words.held}</h4>${side(bare, believed, language)}<p class="soft">${reasonInWords(believed.reason, language)}</p></div>`;
  return html`<h3>${safeLine(subject)}: ${attributeName(bare, language)}${safeLine(which, 100)}</h3>
<div class="sides">${held}${against.map(
    (claim) =>
      html`<div class="side against"><h4>${words.against}</h4>${side(bare, claim, language)}${
        claim.refuted === undefined
          ? NOTHING
          : html`<p class="soft">${words.refuted(reasonInWords(claim.refuted, language))}</p>`
      }</div>`,
  )}</div>`;
}

function side(attribute: string, { value, source, url, quote }: DisputedClaim, language: Language): Html {
  return html`<p class="value">${valueText(attribute, value, language)}</p>
<p>${outwardLink(url, source)}${quoted(quote)}</p>`;
}
