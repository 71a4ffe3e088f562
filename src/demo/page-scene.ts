import type { ClosingScene } from './closing.ts';

/** Asks the page for one of its own, as a browser does, and says what came. `name`: a release that it is to show. */
export async function pageScene(url: string, name: string): Promise<ClosingScene> {
  const asked = performance.now();
  const latest = await fetch(`${url}/?kind=all&text=${encodeURIComponent(name)}`);
  const path = new RegExp(`href="(/releases/[^"]+)">${name}<`).exec(await latest.text())?.[1];
  if (path === undefined) return { title: `The page does not list ${name}`, lines: [], good: false };
  const release = await fetch(url + path);
  const text = await release.text();
  const ms = Math.round(performance.now() - asked);
  const title = /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? 'no title';
  return {
    title: `The page: ${url}${path} says “${title}”, ${Math.round(text.length / 1024)} kB, two answers in ${ms} ms`,
    lines: [],
    good: release.status === 200 && title.includes(name),
  };
}
