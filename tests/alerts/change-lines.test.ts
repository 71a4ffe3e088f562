import { expect, it } from 'vitest';
import { changeLines } from '../../src/alerts/change-lines.ts';
import type { ToldChange } from '../../src/domain/told-changes.ts';

const change: ToldChange = {
  kind: 'corrected',
  model: 'Nova-8B',
  attribute: 'context_length',
  was: 32_768,
  is: 131_072,
  reason: 'stated by the lab in the model card',
  source: 'huggingface',
  url: 'https://huggingface.co/acme/Nova-8B',
};
const chinese = { language: 'zh-CN', timeZone: 'Asia/Shanghai', templates: [] } as const;

it.each([
  [change, 'Nova-8B, context length: 128K, not 32K (stated by the lab in the model card; huggingface)'],
  [
    {
      ...change,
      kind: 'updated',
      model: '',
      attribute: 'license',
      was: 'mit',
      is: 'other',
      reason: '',
    } as const,
    "Licence: the lab's own, before MIT (huggingface)",
  ],
])('says what is so, what was told, and who says it', (told, line) => {
  expect(changeLines([told])).toEqual([line]);
});

it('says so in Chinese, without a word of English but names', () => {
  const given = {
    ...change,
    kind: 'updated',
    model: '',
    attribute: 'lifecycle',
    was: 'active',
    is: 'discontinued',
  };
  expect(changeLines([change, given as ToldChange], chinese)).toEqual([
    'Nova-8B，上下文长度：应为 128K，此前误报为 32K（huggingface）',
    '生命周期：现为 已停止维护，此前为 正常提供（huggingface）',
  ]);
});

it('shows hostile text as text', () => {
  const [line] = changeLines([{ ...change, model: 'a\u202Eb\n@everyone', is: 7 }]);
  expect(line).not.toMatch(/[\u202E\n]/);
});
