import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { SendContext } from '../../src/alerts/channel.ts';
import { createConsoleChannel } from '../../src/alerts/console/index.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { hostileContent } from './hostile-content.ts';
import { newRelease, withoutRelease } from './sample-contents.ts';

/** A terminal needs nothing of what other channels are given. */
const nothing = {} as SendContext;

async function show(
  content: AlertContent,
  options: { color?: boolean; width?: number } = {},
): Promise<string> {
  let shown = '';
  const write = (text: string) => {
    shown += text;
  };
  const channel = createConsoleChannel({ id: 'here', write, color: false, width: 80, ...options });
  expect(await channel.send(channel.render(content), nothing)).toEqual({ kind: 'sent' });
  return shown;
}

describe('a terminal', () => {
  it('shows an alert as a block', async () => {
    expect(await show(newRelease)).toBe(`╭ Zhipu AI released GLM-4.5
│ Kind       language model
│ Model      GLM-4.5 (355B, 32B active, 128K context)
│ Licence    MIT
│ Languages  English and Chinese
│ Repos      zai-org/GLM-4.5 and zai-org/GLM-4.5-FP8
│ Seen       2025-07-28 09:02 UTC, repo made 8 days earlier
╰ Link       https://huggingface.co/zai-org/GLM-4.5
`);
  });

  it('is told of a source in two lines', async () => {
    expect(await show(withoutRelease)).toBe(`╭ zai-org on Hugging Face keeps failing
╰ 12 polls failed since 2025-07-28 06:40 UTC: 503.
`);
  });

  it('gets the same text in colour', async () => {
    const colored = await show(newRelease, { color: true });
    expect(colored).toContain('\u001b[1mZhipu AI released GLM-4.5');
    expect(stripVTControlCharacters(colored)).toBe(await show(newRelease));
  });

  it('gets lines that fit, with links whole', async () => {
    const title = '智谱发布了一个新的语言模型 '.repeat(6);
    const lines = (await show({ ...newRelease, alert: { ...newRelease.alert, title } }, { width: 46 })).split(
      '\n',
    );
    expect(lines).toContain('╰ Link       https://huggingface.co/zai-org/GLM-4.5');
    expect(lines.filter((line) => !line.includes('https://')).every((line) => line.length <= 46)).toBe(true);
    expect(lines).toContain('│            days earlier');
  });

  it('cannot be driven by a name', async () => {
    const [first = '', ...pieces] = (await show(hostileContent, { color: true })).split('\u001b');
    expect(first).toBe('');
    for (const piece of pieces) {
      // Bold, dim, cyan, and their ends: the colours are ours.
      expect(piece).toMatch(/^\[(?:1|2|22|36|39)m/);
      expect(piece).not.toMatch(/(?!\n)\p{Cc}/u);
    }
  });
});
