import { inventedRelease } from '../../src/demo/living-world.ts';
import { openPlaces } from '../../src/demo/world-places.ts';
import { liveDay, startDemoWorld, world } from '../pipeline/demo-rig.ts';
import { HOUR, MINUTE, type Rig } from '../pipeline/rig.ts';
import { type Site, serveOn } from '../web/site.ts';

/** The page on the demo's catalog: after all of its days, and after a day on which something went wrong. */
export interface DemoSite extends AsyncDisposable {
  readonly site: Site;
  readonly rig: Rig;
  /** Lets another release come on the Hub; returns the name of its first repo. */
  release(): string;
}

export async function startDemoSite(): Promise<DemoSite> {
  const places = await openPlaces(world.listed, Date.parse(world.from));
  const rig = await startDemoWorld(places);
  let invented = 0;
  function release(): string {
    const repos = inventedRelease(invented++, rig.clock.now());
    rig.hub.add(...repos);
    return repos[0]?.id ?? '';
  }
  for (const day of world.days) await liveDay(rig, places, day);
  await badDay(rig, release);
  const site = await serveOn(rig);
  return {
    site,
    rig,
    release,
    [Symbol.asyncDispose]: async () => {
      await site.web.stop();
      await rig[Symbol.asyncDispose]();
      await places.close();
    },
  };
}

/** A message that its receiver will not have, an organization that is no longer there, a Hub that is out of breath. */
async function badDay(rig: Rig, release: () => string): Promise<void> {
  rig.advance(12 * HOUR);
  release();
  rig.receiver.answerWith({ kind: 'status', status: 400 });
  rig.hub.fail({ author: 'baidu', times: 99, fault: { kind: 'status', status: 404 } });
  rig.hub.fail({ author: 'tencent', times: 99, fault: { kind: 'bad-gateway' } });
  rig.hub.fail({ author: 'MiniMaxAI', fault: { kind: 'rate-limited', resetsIn: 240 } });
  await rig.refreshEvery(20 * MINUTE, 3);
  rig.hub.clearFaults();
}
