import { describe, expect, it } from 'vitest';
import { readColumn, withUnit } from '../../../src/sources/wikipedia/column.ts';
import { keyRows } from '../../../src/sources/wikipedia/entry-key.ts';

describe('a header', () => {
  it.each([
    ['Release date[a]', 'released_on'],
    ['Date released', 'released_on'],
    ['发布日期', 'released_on'],
    ['發佈時間', 'released_on'],
    ['# Params.', 'total_parameters'],
    ['Number of parameters (billion)', 'total_parameters'],
    ['總參數量', 'total_parameters'],
    ['Parameters|Active', 'active_parameters'],
    ['参数量|激活', 'active_parameters'],
    ['Context length (tokens)', 'context_length'],
    ['上下文長度', 'context_length'],
    ['Licence', 'license'],
    ['許可證', 'license'],
    ['Corpus size', 'training_tokens'],
    ['Developer(s)', 'developer'],
    ['開發商', 'developer'],
    ['Status', 'lifecycle'],
    ['狀態', 'lifecycle'],
    ['Window colour', 'window_colour'],
    ['公司類型', '公司类型'],
  ])('%s means %s', (header, field) => {
    expect(readColumn(header.split('|'))).toMatchObject({ role: 'field', field });
  });

  it.each([
    ['Major versions', 'family'],
    ['系列', 'family'],
    ['Model name', 'name'],
    ['Version', 'name'],
    ['模型名稱', 'name'],
    ['版本', 'name'],
    ['Major variants', 'variant'],
    ['Notes', 'prose'],
    ['Ref.', 'prose'],
    ['備註', 'prose'],
  ])('%s is a column of %s', (header, role) => {
    expect(readColumn([header]).role).toBe(role);
  });

  it('gives its unit to bare numbers alone', () => {
    const { unit } = readColumn(['Number of parameters (billion)']);
    expect(['671', '~1,000', '0.5–72', 'Unknown', '671B', ''].map((text) => withUnit(text, unit))).toEqual([
      '671 billion',
      '~1,000 billion',
      '0.5–72 billion',
      'Unknown',
      '671B',
      '',
    ]);
    expect(readColumn(['参数量（亿）']).unit).toBe('亿');
    expect(readColumn(['Training cost (petaFLOP-day)']).unit).toBeNull();
  });
});

describe('namesakes', () => {
  const row = (fields: Record<string, string>) => ({ subject: 'X-1', fields });

  it('that are undated, or differ in nothing but a field of their own, are told apart', () => {
    const dated = row({ released_on: 'May 2024' });
    expect([...keyRows([row({ total_parameters: '7B' }), dated]).keys()]).toEqual([
      'row:x-1',
      'row:x-1@undated',
    ]);
    expect(keyRows([row({ total_parameters: '7B' }), dated]).get('row:x-1')).toBe(dated);
    const odd = [row({ colour: 'red' }), row({ colour: 'blue' }), row({ colour: 'red' })];
    const keys = [...keyRows(odd).keys()];
    expect(keys).toHaveLength(2);
    expect([...keyRows(odd.toReversed()).keys()]).toEqual(keys);
  });
});
