import { describe, expect, it } from 'vitest';
import { gatherLabs, viewLabs } from '../../src/pipeline/view-labs.ts';
import { latestNews } from '../../src/store/signals.ts';
import { type Item, type Newsroom, openNewsroom } from './newsroom.ts';
import { DAY, HOUR } from './rig.ts';

const FUNDING =
  'DeepSeek raises a billion dollars from investors in Hangzhou and Shenzhen to build data centres';

async function asked(where: Record<string, string[]> = {}): Promise<Newsroom & AsyncDisposable> {
  return await openNewsroom({
    configure: (usual) => ({
      ...usual,
      rules: [...usual.rules, { id: 'news', on: ['lab.news'], where, to: ['team'] }],
    }),
  });
}

const news = (extra: Partial<Item> & Pick<Item, 'at'>): Item => ({ key: 'n1', title: FUNDING, ...extra });

describe('news of a lab', () => {
  it('is kept, and told where a rule asks for it', async () => {
    await using quiet = await openNewsroom();
    await quiet.article(news({ at: 'gazette' }));
    expect(quiet.told()).toEqual([]);
    const kept = await latestNews(quiet.rig.runtime.database.reader, 5);
    expect(kept.get('deepseek')).toMatchObject([
      { topic: 'funding', statement: 'news', stem: '', quote: FUNDING },
    ]);

    await using room = await asked();
    await room.article(news({ at: 'gazette' }));
    expect(room.told()).toEqual([`lab.news ${FUNDING}`]);
  });

  it('is told once a story, whoever tells it again within the week', async () => {
    await using room = await asked();
    await room.article(news({ at: 'gazette' }));
    room.rig.advance(HOUR);
    await room.article(news({ at: 'courier', title: `${FUNDING} – report` }));
    await room.article(
      news({ at: 'herald', title: 'Another title altogether', url: 'https://gazette.example/n1' }),
    );
    expect(room.told()).toHaveLength(1);
    await room.article(
      news({ at: 'herald', key: 'n2', title: 'DeepSeek is sued over what it learned from' }),
    );
    expect(room.told()).toEqual(['lab.news DeepSeek is sued over what it learned from']);
    room.rig.advance(8 * DAY);
    await room.article(news({ at: 'gazette', key: 'n3' }));
    expect(room.told()).toHaveLength(1);
  });

  it('is told by its topic, where a rule names one', async () => {
    await using room = await asked({ topic: ['price'], lab: ['deepseek'] });
    await room.article(news({ at: 'gazette' }));
    await room.article(news({ at: 'gazette', key: 'n2', title: 'Prices fall', signal: { topic: 'price' } }));
    await room.article(
      news({ at: 'gazette', key: 'n3', lab: 'qwen', title: 'Prices rise', signal: { topic: 'price' } }),
    );
    expect(room.told()).toEqual(['lab.news DeepSeek: Prices fall']);
  });

  it('is no news where it was there at the first look, or is old', async () => {
    await using room = await asked();
    await room.article(news({ at: 'gazette', type: 'article.baselined' }));
    await room.article(
      news({ at: 'courier', key: 'old', title: 'Old', publishedAt: '2025-05-01T00:00:00Z' }),
    );
    await room.article(news({ at: 'herald' }));
    expect(room.told()).toEqual([]);
  });

  it('is shown with the lab, newest first, and harmless', async () => {
    await using room = await asked();
    await room.article(
      news({ at: 'gazette', title: '\u202e<b>@all</b>\nDeepSeek', url: 'javascript:alert(1)' }),
    );
    room.rig.advance(HOUR);
    await room.article(
      news({
        at: 'courier',
        key: 'n2',
        says: [['DeepSeek-V3', 'mentioned']],
        signal: { verdict: 'mention', topic: 'benchmark' },
      }),
    );
    expect(room.told()).toEqual(['lab.news <b>@all</b> DeepSeek']);
    const labs = room.rig.configuration.labs.filter(({ id }) => id === 'deepseek');
    const [view] = viewLabs(labs, [], await gatherLabs(room.rig.runtime.database.reader));
    expect(view?.news.map(({ topic, url, publisher }) => [topic, url, publisher])).toEqual([
      ['benchmark', 'https://courier.example/n2', 'courier.example'],
      ['funding', null, 'gazette.example'],
    ]);
  });
});
