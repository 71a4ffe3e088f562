import { describe, expect, it } from 'vitest';
import { deepseekPage } from './fixtures/deepseek.ts';
import { flavours } from './fixtures/flavour.ts';
import { kimiPage } from './fixtures/kimi.ts';
import { chinesePage, worldListPage } from './fixtures/other-pages.ts';
import { bySubject, read, withoutWording } from './reading.ts';

describe.each(flavours)('a page in the %s flavour', (flavour) => {
  it('says the same as in any other', async () => {
    const entries = withoutWording(await read(deepseekPage(flavour)));
    expect(entries).toEqual(withoutWording(await read(deepseekPage('legacy'))));
    expect(entries).toHaveLength(19);
  });

  it('says the same when its wording, references and boxes are edited', async () => {
    for (const page of [deepseekPage, kimiPage]) {
      const before = withoutWording(await read(page(flavour)));
      expect(withoutWording(await read(page(flavour, { reworded: true })))).toEqual(before);
    }
  });

  it('has one entry more for a new row', async () => {
    const before = withoutWording(await read(deepseekPage(flavour)));
    const after = withoutWording(await read(deepseekPage(flavour, { newRow: true })));
    const added = after.filter((entry) => !before.some(({ key }) => key === entry.key));
    expect(added.map(({ subject, fields }) => [subject, fields.released_on])).toEqual([
      ['DeepSeek-V3.2-Exp', 'September 29, 2025'],
    ]);
    expect(after.filter((entry) => !added.includes(entry))).toEqual(before);
    const kimi = await read(kimiPage(flavour, { newRow: true }));
    expect(bySubject(kimi, 'Kimi K2 Thinking')?.fields.released_on).toBe('November 6, 2025');
  });

  it('changes one field of one entry for a changed date in the infobox', async () => {
    const before = withoutWording(await read(deepseekPage(flavour)));
    const after = withoutWording(await read(deepseekPage(flavour, { founded: '16 May 2023' })));
    expect(after.filter((entry, index) => JSON.stringify(entry) !== JSON.stringify(before[index]))).toEqual([
      { ...before[0], fields: { ...before[0]?.fields, founded: '16 May 2023' } },
    ]);
    const kimi = await read(kimiPage(flavour, { initialRelease: '16 November 2023' }));
    expect(kimi[0]?.fields.released_on).toBe('16 November 2023');
  });

  it('says again what it said before vandalism', async () => {
    for (const page of [deepseekPage, kimiPage]) {
      const before = await read(page(flavour));
      const vandalised = await read(page(flavour, { vandalised: true }));
      expect(withoutWording(vandalised)).not.toEqual(withoutWording(before));
      expect(await read(page(flavour))).toEqual(before);
    }
  });
});

describe('a release table', () => {
  it('names each row of a cell that spans several', async () => {
    const rows = (await read(deepseekPage('legacy'))).filter(({ statement }) => statement === 'row');
    expect(rows.slice(0, 11).map(({ subject, fields }) => `${subject}: ${fields.released_on}`)).toEqual([
      'DeepSeek Coder: November 2, 2023',
      'DeepSeek-LLM: November 29, 2023',
      'DeepSeek-Math Base: April 2024',
      'DeepSeek-Math Instruct: April 2024',
      'DeepSeek V3: December 2024',
      'DeepSeek-R1-Lite-Preview: November 20, 2024',
      'DeepSeek R1: January 20, 2025',
      'DeepSeek R1 Distilled models: January 20, 2025',
      'DeepSeek-R1-0528: May 28, 2025',
      'DeepSeek V3.1: August 21, 2025',
      'DeepSeek-V3.1-Terminus: September 22, 2025',
    ]);
    expect(rows[6]).toMatchObject({
      key: 'row:deepseek-r1',
      place: 'Development and release history',
      fields: { lifecycle: 'Active', variants: 'DeepSeek-R1; DeepSeek-R1-Zero' },
      url: 'https://en.wikipedia.org/w/index.php?title=DeepSeek&oldid=1#Development_and_release_history',
    });
  });

  it('reads headers of two rows, and no table that names no models', async () => {
    const entries = await read(deepseekPage('wrapped'));
    expect(bySubject(entries, 'V2')).toMatchObject({
      place: 'Overview of models › V2 › The V2 series',
      fields: {
        total_parameters: '236B',
        active_parameters: '21B',
        layers: '60',
        context_length: '128K',
        experts: '160',
      },
    });
    expect(entries.some(({ subject }) => /Pre-training|Navbox|Footnote|Hatnote/.test(subject))).toBe(false);
  });

  it('gives a list of the world with its developers, and numbers with the unit of their column', async () => {
    const rows = await read(worldListPage());
    expect(
      rows.map(({ subject, developer, fields }) => [subject, developer, fields.total_parameters]),
    ).toEqual([
      ['GPT-4', 'OpenAI', 'Unknown'],
      ['DeepSeek-V3', 'DeepSeek', '671 billion'],
      ['Qwen2.5', 'Alibaba', '0.5–72 billion'],
      ['Kimi K2', 'Moonshot AI', '1,000 billion'],
    ]);
  });
});

describe('an infobox', () => {
  it('gives its fields without what moves by itself, and is of the page where it has no title', async () => {
    const [company] = await read(deepseekPage('parsoid'));
    expect(company).toMatchObject({
      key: 'infobox:1',
      subject: 'DeepSeek',
      fields: {
        name_zh: '杭州深度求索人工智能基础技术研究有限公司',
        founded: '17 July 2023',
        founder: 'Liang Wenfeng',
        headquarters: 'Hangzhou, Zhejiang, China',
        employees: '160 (2025)',
      },
    });
    const bare = '<table class="infobox"><tbody><tr><th>Founded</th><td>2023</td></tr></tbody></table>';
    expect((await read(bare, 'Some Lab'))[0]?.subject).toBe('Some Lab');
  });

  it('joins lists and broken lines, and tells the developer', async () => {
    const [kimi] = await read(kimiPage('legacy'), 'Kimi (chatbot)');
    expect(kimi).toMatchObject({ key: 'infobox:1', subject: 'Kimi', developer: 'Moonshot AI' });
    expect(kimi?.fields).toEqual({
      developer: 'Moonshot AI',
      released_on: 'October 2023',
      stable_release: 'Kimi K2-Instruct-0905 / September 5, 2025',
      license: 'Proprietary; MIT License (Kimi-VL, Kimi-Dev); Modified MIT License (Kimi K2)',
    });
  });
});

describe('a page in Chinese', () => {
  it('yields the same kinds of entries', async () => {
    const entries = await read(chinesePage(), '深度求索');
    expect(entries.map(({ statement, subject, fields }) => ({ statement, subject, ...fields }))).toEqual([
      {
        statement: 'infobox',
        subject: '深度求索',
        name_zh: '杭州深度求索人工智能基础技术研究有限公司',
        公司类型: '民营企业',
        founded: '2023年7月17日',
        founder: '梁文锋',
        headquarters: '中国浙江省杭州市',
      },
      {
        statement: 'row',
        subject: 'DeepSeek-V2',
        released_on: '２０２４年５月',
        total_parameters: '2360亿',
        active_parameters: '210亿',
        license: 'DeepSeek许可证',
      },
      {
        statement: 'row',
        subject: 'DeepSeek-V3',
        released_on: '2024年12月26日',
        total_parameters: '6710亿',
        active_parameters: '370亿',
        license: 'MIT许可证',
      },
      { statement: 'sentence', subject: 'DeepSeek-R1', released_on: '２０２５年１月２０日' },
      { statement: 'sentence', subject: 'DeepSeek-V3.1', released_on: '2025年8月21日' },
    ]);
  });
});
