export const KIMI_PAGE = 'Kimi (chatbot)';

/** `before` K2; `with-k2`: somebody added its row; `vandalised`: somebody else made it another, and invented one. */
export type KimiPageState = 'before' | 'with-k2' | 'vandalised';

/** What `action=parse` gives of a page on Kimi: in our words, with true rows but for the vandal's. */
export function kimiPage(state: KimiPageState): string {
  const k2 = [
    'Kimi K2',
    '11 July 2025',
    state === 'vandalised' ? '9 trillion' : '1 trillion',
    'Modified MIT',
  ];
  const invented = ['Kimi K9', '14 July 2025', '99 trillion', 'None'];
  const rows = [
    ['Kimi K1.5', '20 January 2025', '', 'Proprietary'],
    ['Kimi-VL', 'April 2025', '16 billion', 'MIT'],
    ...(state === 'before' ? [] : [k2]),
    ...(state === 'vandalised' ? [invented] : []),
  ];
  return `<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr">
<p><b>Kimi</b> is a chatbot, and the models that it runs on, by <a href="/wiki/Moonshot_AI">Moonshot AI</a>.</p>
<div class="mw-heading mw-heading2"><h2 id="Models">Models</h2></div>
<table class="wikitable"><tbody>
<tr><th>Model</th><th>Released</th><th>Parameters</th><th>License</th></tr>
${rows.map(rowHtml).join('\n')}
</tbody></table></div>`;
}

function rowHtml(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}
