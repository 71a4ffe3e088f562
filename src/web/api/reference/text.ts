import { type Html, html } from '../../markup.ts';

/** Text in which `this` is code. */
export function withCode(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
