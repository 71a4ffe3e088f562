import { expect, it } from 'vitest';
import { beliefReasonTexts } from '../../src/domain/claims/describe-beliefs.ts';
import { impossibilities } from '../../src/domain/claims/impossibility.ts';
import { reasonInWords, reasonsInChinese } from '../../src/web/words/reason-words.ts';

it('every reason of the catalog is said in Chinese, and none that it does not have', () => {
  const texts = [...beliefReasonTexts, ...Object.values(impossibilities), 'configured'];
  expect(Object.keys(reasonsInChinese).sort()).toEqual([...new Set(texts)].sort());
  for (const text of texts) expect(reasonInWords(text, 'zh-CN')).toMatch(/^[^a-z]*\p{Script=Han}/u);
});

it('a range is said with its number, and what is not known as it is', () => {
  expect(reasonInWords('range over 9 models', 'zh-CN')).toBe('9 个模型的范围');
  expect(reasonInWords('range over 9 models', 'en')).toBe('range over 9 models');
  expect(reasonInWords('something\u001b[2Jelse', 'zh-CN')).toBe('somethingelse');
});
