import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** The Web Content Accessibility Guidelines 2.2 up to level AA, and what those who wrote axe hold to be good besides. */
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // It would ask for the style sheet again, which no policy of ours allows.
  preload: false,
};

/** All that depends on the colours of a page. */
const COLOURS: RunOptions = { ...OPTIONS, runOnly: { type: 'rule', values: ['color-contrast'] } };

/** What keeps people out of a page: all that axe calls serious or critical. Evaluated, since no script may be put in. */
export async function barriers(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  const there = await page.evaluate('typeof axe === "object"');
  if (there !== true) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    `axe.run(document, ${JSON.stringify(what === 'all' ? OPTIONS : COLOURS)})`,
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
    );
}
