import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

/** Far more than any of these takes, and far less than what grows with the square of a page would. */

const BYTES = 2_000_000;

function fill(piece: string): string {
  return piece.repeat(Math.ceil(BYTES / piece.length));
}

describe('hostile pages', () => {
  it.each([
    [
      'one table of rows',
      `<table class="wikitable"><tr><th>Model</th><th>Released</th></tr>${fill('<tr><td>X-1</td><td>May 2024</td></tr>')}</table>`,
    ],
    [
      'cells that span all',
      `<table><tr><th>Model</th><th>Released</th></tr>${fill('<tr><td rowspan="100000" colspan="100000">X-1</td></tr>')}</table>`,
    ],
    ['unclosed cells', `<table>${fill('<tr><th colspan=999>a<td rowspan=0>')}`],
    [
      'tables',
      fill('<table><tr><th>Model</th><th>Released</th></tr><tr><td>X-1</td><td>May 2024</td></tr></table>'),
    ],
    ['one sentence', `<p>Released in May 2024 ${fill('Abc-1 ')}</p>`],
    ['dates', `<p>${fill('X-1 was released on 1 May 2024, ')}</p>`],
    ['sentences', fill('<p>X-1 was released on 1 May 2024. </p>')],
    ['capitals', `<p>released May 2024 ${'A'.repeat(BYTES)}</p>`],
    ['hidden references', `<p>${fill('<sup class="reference">[1]</sup>')}</p>`],
    ['headings', fill('<h2>A</h2><h3>B</h3>')],
    [
      'parentheses',
      `<table class="wikitable"><tr><th>Model</th><th>Released</th></tr><tr><td>${fill('(')}</td><td>${fill('2 ')}</td></tr></table>`,
    ],
    ['spaces', `<p>released May 2024 X-1${' '.repeat(BYTES)}</p>`],
  ])('end soon: %s', async (_name, html) => {
    const entries = await read(html);
    expect(entries.length).toBeLessThan(6000);
  });

  it('clamp a row that claims to span the page', async () => {
    const html =
      '<table class="wikitable"><tbody><tr><th>Model</th><th>Released</th></tr><tr><td rowspan="100000">Qwen3</td><td>April 2025</td></tr></tbody></table>';
    expect((await read(html)).map(({ key }) => key)).toEqual(['row:qwen3']);
  });

  it('refuses elements deeper than any article', async () => {
    for (const html of [fill('<b>'), fill('<div>'), `${fill('<b>')}${fill('</i>')}`])
      await expect(read(html)).rejects.toMatchObject({ code: 'upstream-shape' });
  });

  it('shows no scripts, controls, zero-width signs or addresses of its own', async () => {
    const html =
      '<script>Qwen1 was released in May 2023.</script><h2 id="&quot;><img src=x>">A&#0;\u202eB</h2><p>Qwen3\u200b was \u0007released\n in <i>April\u00a02025</i>.</p><p style="display: none">Qwen2 was released in June 2024.</p>';
    const entries = await read(html, 'A"><script>');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ subject: 'Qwen3', quote: 'Qwen3 was released in April 2025.' });
    expect(entries[0]?.place).toMatch(/^A.?B$/u);
    expect(entries[0]?.place).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(entries[0]?.url).toMatch(
      /^https:\/\/en\.wikipedia\.org\/w\/index\.php\?[\w%=&.-]+#[\w%.()!*'-]+$/,
    );
  });
});
