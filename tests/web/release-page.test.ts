import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { makeCard } from '../../src/pipeline/make-cards.ts';
import { model } from '../pipeline/models.ts';
import { openNewsroom } from '../pipeline/newsroom.ts';
import { type Rig, startRig } from '../pipeline/rig.ts';
import { serve, startSite } from './site.ts';
import { MARKUP, openStrangersRoom, strangersPages } from './strangers.ts';

const shipped = await loadConfiguration(
  new URL('../../config', import.meta.url).pathname,
  readEnvironment({}),
);

/** The address of a release by its name, as the list has it. */
async function find(site: Awaited<ReturnType<typeof serve>>, name: string): Promise<string> {
  const { text } = await site.get(`/catalog?kind=all&plans=&text=${encodeURIComponent(name)}`);
  const path = new RegExp(`href="(/releases/[^"]+)">${name}<`).exec(text)?.[1];
  if (path === undefined) throw new Error(`the catalog shows no ${name}`);
  return path;
}

describe('the page of a release', () => {
  it('shows facts with their sources, models, repos by packing, what happened and who was first', async () => {
    await using room = await openNewsroom({
      orgs: ['deepseek-ai'],
      repos: [model('deepseek-ai/DeepSeek-V2', { made: '2024-05-01T08:00:00Z' })],
    });
    const { rig } = room;
    await rig.refresh();
    rig.advance(60_000);
    const weights = { BF16: 671_000_000_000 };
    rig.hub.add(model('deepseek-ai/DeepSeek-V4', { weights, license: 'mit' }));
    rig.hub.add(
      model('deepseek-ai/DeepSeek-V4-FP8', { from: ['quantized', 'deepseek-ai/DeepSeek-V4'], tags: ['fp8'] }),
    );
    await rig.refresh();
    await room.article({ at: 'gazette', title: 'DeepSeek releases V4', says: [['DeepSeek-V4', 'released']] });
    const site = await serve(rig);
    const { text } = await site.get(await find(site, 'DeepSeek-V4'));
    expect(text).toContain('<h1>DeepSeek-V4</h1>');
    expect(text).toMatch(
      /Total parameters<\/th><td[^>]*>671B<\/td><td[^>]*>[^<]+<\/td><td[^>]*><a href="https:/,
    );
    expect(text).toContain('href="https://huggingface.co/deepseek-ai/DeepSeek-V4-FP8"');
    expect(text).toMatch(/<td[^>]*>FP8<\/td>/i);
    expect(text).toContain('DeepSeek releases V4');
    expect(text).toContain('Says it is released');
    expect(text).toContain('Repo appeared');
    expect(text).toMatch(/Who was first<\/h2><p>/);
  });

  it('shows both sides of a dispute, each with who says so in which words', async () => {
    await using rig = await startRig({
      orgs: ['deepseek-ai'],
      repos: [
        model('deepseek-ai/DeepSeek-V3', {
          made: '2024-12-26T08:00:00Z',
          weights: { BF16: 684_531_386_000 },
        }),
      ],
      configure: (usual) => ({ ...usual, labs: shipped.labs, baseline: shipped.baseline }),
    });
    await rig.refresh();
    const site = await serve(rig);
    const { text } = await site.get(await find(site, 'DeepSeek-V3'));
    expect(text).toContain('<h2>Disputed</h2>');
    expect(text).toMatch(/<div class="side held"><h4>Believed<\/h4><p class="value">/);
    expect(text).toMatch(/<div class="side against"><h4>Against it<\/h4><p class="value">/);
    expect(text).toMatch(/<q class="quote">[^<]+<\/q>/);
    const list = await site.get('/?text=DeepSeek-V3');
    expect(list.text).toContain('<span class="mark disputed"');
    const lab = await site.get('/labs/deepseek');
    expect(lab.text).toContain('What is believed of the lab');
  });

  it('leads the id of one that was merged to the one that is left, and hides what is hidden', async () => {
    const site = await startSite({ orgs: ['Qwen'], repos: [model('Qwen/Qwen8-8B'), model('Qwen/Qwen9-8B')] });
    const { rig } = site;
    await rig.refresh();
    const [eight, nine] = [await find(site, 'Qwen8'), await find(site, 'Qwen9')];
    const idOf = (path: string) => path.slice('/releases/'.length);
    const { database } = rig.runtime;
    await database.write(async (tx) => {
      await tx
        .updateTable('releases')
        .set({ merged_into: idOf(eight) })
        .where('id', '=', idOf(nine))
        .execute();
    });
    const merged = await site.get(nine);
    expect(merged.status).toBe(301);
    expect(merged.headers.get('location')).toBe(eight);
    await database.write(async (tx) => {
      await tx.updateTable('releases').set({ hidden: 1 }).where('id', '=', idOf(eight)).execute();
    });
    await remakeCards(rig, [idOf(eight), idOf(nine)]);
    expect((await site.get(eight)).status).toBe(404);
    const none = await site.get('/releases/rel_none');
    expect(none.status).toBe(404);
    expect(none.text).toContain('There is no such page');
  });
});

/** What was changed behind the pipeline's back is listed as it is now. */
async function remakeCards({ runtime }: Rig, ids: readonly string[]): Promise<void> {
  await runtime.database.write(async (tx) => {
    for (const id of ids) await makeCard(tx, id, runtime.labs);
  });
}

describe('what strangers write', () => {
  it('is shown as text on every page, and runs nothing', async () => {
    await using room = await openStrangersRoom();
    const site = await serve(room.rig);
    const list = await site.get('/?kind=all');
    const paths = [...list.text.matchAll(/href="(\/releases\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBeGreaterThan(MARKUP.length);
    for (const path of strangersPages(paths)) {
      const { status, text } = await site.get(path);
      expect([200, 404], path).toContain(status);
      expect(elementsOf(text), path).toEqual([]);
      expect(text, path).not.toMatch(/href="\s*(?:javascript|data):/i);
      // What turns text around, hides it or moves a cursor.
      expect(text, path).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200d]/u);
    }
  });
});

/** Elements, and attributes of elements, that no page of ours has. */
function elementsOf(page: string): string[] {
  const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
  return tags.filter((tag) =>
    /^<(?:script|img|iframe|object|embed)\b|\son[a-z]+\s*=|\sstyle\s*=/i.test(withoutValues(tag)),
  );
}

/** What stands in quotes is a value, whatever it says. */
function withoutValues(tag: string): string {
  return tag.replaceAll(/"[^"]*"/g, '""');
}
