import { makeCard } from '../../src/pipeline/make-cards.ts';
import { insertAlert } from '../../src/store/alerts.ts';
import { listReleases } from '../../src/store/catalog.ts';
import { hostileContent, hostileNames } from '../alerts/hostile-content.ts';
import { model } from '../pipeline/models.ts';
import { type Newsroom, openNewsroom } from '../pipeline/newsroom.ts';
import type { Rig } from '../pipeline/rig.ts';

/** What would run, load or lead away where it were taken for markup. Each notes itself in `window.owned`. */
export const MARKUP: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '</title><svg/onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '<script>window.owned=1</script>',
  '"><img src="https://evil.example/seen.png" onerror="window.owned=1">',
  '" autofocus onfocus="window.owned=1',
  '</style><style>@import "https://evil.example/all.css";</style>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<base href="https://evil.example/"><link rel=stylesheet href="//evil.example/x.css">',
  '<form action="https://evil.example/"><button>Sign in</button>',
  '&lt;script&gt;window.owned=1&lt;/script&gt;',
  '--><iframe srcdoc="<script>parent.owned=1</script>"></iframe>',
  '</textarea></select></svg><math><mi//xlink:href="data:x,<script>window.owned=1</script>">',
];

const NAMES = [...MARKUP, ...hostileNames.map((one) => one.slice(0, 300).toWellFormed())];

/** A catalog in which releases, licences, articles, quotes, links, news and an alert are called as strangers please. */
export async function openStrangersRoom(): Promise<Newsroom & AsyncDisposable> {
  const room = await openNewsroom({ orgs: ['deepseek-ai'], repos: [model('deepseek-ai/DeepSeek-V2')] });
  const { rig } = room;
  await rig.refresh();
  rig.advance(60_000);
  for (const [index, name] of NAMES.entries()) {
    rig.hub.add(model(`deepseek-ai/DeepSeek-V${index + 10}`, { license: name, tags: [name] }));
    const article = {
      at: 'gazette',
      quote: name,
      url: index % 2 === 0 ? 'javascript:alert(1)' : `https://gazette.example/?q=${name}`,
    } as const;
    await room.article({
      ...article,
      key: `hostile-${index}`,
      title: `DeepSeek releases V2 ${name}`,
      says: [['DeepSeek-V2', 'released']],
    });
    await room.article({ ...article, key: `news-${index}`, title: `DeepSeek is funded ${name}` });
  }
  await rig.refresh();
  await callReleases(rig);
  await raiseAlert(rig);
  return room;
}

/** Gives each release one of these names: the Hub itself would not take them. */
async function callReleases({ runtime }: Rig): Promise<void> {
  const rows = await listReleases(runtime.database.reader, {});
  await runtime.database.write(async (tx) => {
    for (const [index, { id }] of rows.entries()) {
      const name = NAMES[index % NAMES.length] ?? '';
      await tx.updateTable('releases').set({ name }).where('id', '=', id).execute();
    }
    for (const { id } of rows) await makeCard(tx, id, runtime.labs);
  });
}

async function raiseAlert({ runtime, clock }: Rig): Promise<void> {
  const now = clock.now();
  const content = {
    ...hostileContent,
    alert: {
      ...hostileContent.alert,
      id: 'alert_hostile',
      kind: 'lab.news' as const,
      title: NAMES.join(' ').toWellFormed(),
      createdAt: new Date(now).toISOString(),
    },
  };
  await runtime.database.write((tx) =>
    insertAlert(tx, {
      content,
      releaseId: null,
      milestone: null,
      reason: 'test',
      createdAt: now,
      gap: 'none',
    }),
  );
}

/** Every page on which something of it is shown. */
export function strangersPages(releasePaths: readonly string[]): readonly string[] {
  const asked = new URLSearchParams({ text: MARKUP[1] ?? '', lab: MARKUP[0] ?? '', since: MARKUP[6] ?? '' });
  return [
    '/?kind=all',
    '/catalog?kind=all',
    '/labs',
    '/labs/deepseek',
    '/charts',
    '/sources',
    '/alerts',
    '/alerts/preview',
    `/catalog?${asked}`,
    `/?${asked}`,
    `/alerts/preview?${asked}`,
    `/sources?look=${encodeURIComponent(MARKUP[1] ?? '')}`,
    `/sign-in?to=${encodeURIComponent(`/${MARKUP[1]}`)}`,
    `/${encodeURIComponent(MARKUP[1] ?? '')}`,
    ...releasePaths,
  ];
}
