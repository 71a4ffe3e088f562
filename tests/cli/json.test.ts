import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storesAreFiles } from '../servers/database-of-tests.ts';
import {
  alertsContract,
  doctorContract,
  eventContract,
  labsContract,
  releaseContract,
  releasesContract,
  sourceCheckContract,
  sourcesContract,
} from './contract.ts';
import { makeUsedWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = await makeUsedWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

describe('--json', () => {
  it('prints every release, of every kind', async () => {
    const releases = releasesContract.parse(await place.runJson('releases'));
    expect(releases.length).toBeGreaterThan(15);
    expect(releases.map((release) => release.lifecycle)).toContain('planned');
    const times = releases.map(({ firstSeenAt, releasedOn }) => releasedOn ?? firstSeenAt.slice(0, 10));
    expect(times).toEqual([...times].sort().reverse());
    const glm = releases.find((release) => release.name === 'GLM-4.5');
    expect(glm).toMatchObject({ lab: 'zhipu', family: 'GLM', kind: 'llm', status: 'open-weights' });
    expect(glm?.repos).toHaveLength(6);
  });

  it('chooses releases by lab, the labs below it included, and by date', async () => {
    const ofAlibaba = releasesContract.parse(await place.runJson('releases', '--lab', 'alibaba'));
    expect(new Set(ofAlibaba.map((release) => release.lab))).toEqual(new Set(['qwen']));
    const recent = releasesContract.parse(await place.runJson('releases', '--lab', 'zhipu', '--since', '7d'));
    expect(recent.map((release) => release.name)).toContain('GLM-4.5');
    expect(recent).toHaveLength(2);
    expect(releasesContract.parse(await place.runJson('releases', '--limit', '1'))).toHaveLength(1);
  });

  it('prints one release with every claim and what happened', async () => {
    const glm = releaseContract.parse(await place.runJson('release', 'glm 4.5'));
    const licences = glm.claims.filter((claim) => claim.attribute === 'license');
    // The listing of each, and the card of those that are no quantisation.
    expect(licences.filter((claim) => claim.url.includes('README.md'))).toHaveLength(4);
    expect(licences).toHaveLength(10);
    expect(new Set(licences.map((claim) => claim.subject))).toEqual(new Set(['GLM-4.5', 'GLM-4.5-Air']));
    expect(glm.claims.map((claim) => claim.attribute)).toContain('developer');
    expect(glm.timeline.map((entry) => entry.type)).toEqual([
      ...Array.from({ length: 6 }, () => 'repo.added'),
      'release.new',
    ]);
    const byId = releaseContract.parse(await place.runJson('release', glm.id));
    expect(byId.name).toBe('GLM-4.5');
    const byRepo = releaseContract.parse(await place.runJson('release', 'zai-org/glm-4.5-air'));
    expect(byRepo.id).toBe(glm.id);
  });

  it('dates a claim by when its field was last seen to change', async () => {
    const before = place.now;
    place.hub.update('zai-org/GLM-4.5-Base', { cardData: { license: 'apache-2.0' }, sha: 'f'.repeat(40) });
    place.now += 600_000;
    await place.refresh();
    const glm = releaseContract.parse(await place.runJson('release', 'GLM-4.5'));
    const said = glm.claims.filter((claim) => claim.url.endsWith('/GLM-4.5-Base'));
    const former = said.filter(({ attribute, current }) => attribute === 'license' && !current);
    expect(former.map(({ value }) => value)).toEqual(['mit']);
    const ofBase = said.filter(({ current }) => current);
    const at = Object.fromEntries(ofBase.map((claim) => [claim.attribute, Date.parse(claim.observedAt)]));
    expect(ofBase.find((claim) => claim.attribute === 'license')?.value).toBe('apache-2.0');
    expect(at).toMatchObject({ license: place.now, openness: before });
    expect(glm.timeline.at(-1)).toMatchObject({ type: 'repo.changed' });
  });

  it('quotes what was said of a release that is only planned', async () => {
    const planned = releaseContract.parse(await place.runJson('release', 'DeepSeek-R2'));
    expect(planned).toMatchObject({ lifecycle: 'planned', repos: [], timeline: [] });
    expect(planned.claims.find((claim) => claim.attribute === 'announcement')).toMatchObject({
      source: 'An article',
      quote: 'R2 is planned',
    });
  });

  it('prints labs with what the catalog holds of them', async () => {
    const labs = labsContract.parse(await place.runJson('labs'));
    const byId = new Map(labs.map((lab) => [lab.id, lab]));
    expect(byId.get('zhipu')).toMatchObject({
      zh: '智谱',
      watched: true,
      newest: { releasedOn: '2025-07-28' },
    });
    expect(byId.get('alibaba')).toMatchObject({ watched: true, releases: 0 });
    expect(byId.get('kling')).toMatchObject({ watched: false, unwatched: 'It has no public weights' });
    expect(byId.get('qwen')?.repos).toBeGreaterThan(30);
  });

  it('prints one event a line, by the configured id of its source', async () => {
    const lines = async (...args: string[]) =>
      (await place.run('events', '--json', ...args)).output.split('\n').filter((line) => line !== '');
    const told = (await lines()).map((line) => eventContract.parse(JSON.parse(line)));
    expect(told.slice(0, 7).map((event) => event.type)).toEqual(Array(7).fill('repo.added'));
    expect(told[0]?.source).toBe('hf-zhipu');
    const all = (await lines('--baseline')).map((line) => eventContract.parse(JSON.parse(line)).n);
    expect(all).toEqual(all.map((_, index) => index + 1));
    const later = (await lines('--baseline', '--after', '10', '--limit', '5')).map(
      (line) => JSON.parse(line).n,
    );
    expect(later).toEqual([11, 12, 13, 14, 15]);
    expect(await lines('--after', '999999')).toEqual([]);
  });

  it('prints alerts and where they went', async () => {
    const alerts = alertsContract.parse(await place.runJson('alerts'));
    const deliveries = alerts.flatMap((alert) => alert.deliveries);
    expect(alerts.map((alert) => alert.title)).toContain('Zhipu AI released GLM-4.5');
    expect(deliveries.map((delivery) => delivery.state).sort()).toEqual(['dead', 'sent', 'sent', 'sent']);
    expect(deliveries.find((delivery) => delivery.state === 'dead')?.error?.code).toBe('http-400');
    expect(alertsContract.parse(await place.runJson('alerts', '--since', '2025-08'))).toEqual([]);
  });

  it('prints sources and how they do', async () => {
    const sources = sourcesContract.parse(await place.runJson('sources'));
    expect(sources.map(({ id, state }) => [id, state])).toEqual([
      ['hf-zhipu', 'ok'],
      ['hf-qwen', 'ok'],
    ]);
    expect(sources[0]).toMatchObject({ locator: 'huggingface-org:zai-org', failures: 0, observations: 21 });
    expect(sources[0]?.facts).toMatchObject({ failed: 0, none: 1 });
    expect(sources[0]?.facts?.fetched).toBeGreaterThan(2);
  });

  it('prints what a source yields, and stores nothing of it', async () => {
    const check = sourceCheckContract.parse(await place.runJson('sources', 'check', 'hf-qwen'));
    expect(check).toMatchObject({ id: 'hf-qwen', outcome: 'ok', requests: 1 });
    expect(check.observations.length).toBeGreaterThan(30);
  });

  it('prints the checks of the doctor', async () => {
    const { checks } = doctorContract.parse(await place.runJson('doctor'));
    const states = Object.fromEntries(checks.map((check) => [check.name, check.state]));
    expect(states).toMatchObject({
      node: 'ok',
      environment: 'ok',
      database: 'ok',
      [storesAreFiles ? 'integrity' : 'server']: 'ok',
      size: 'ok',
      queue: 'ok',
      facts: 'ok',
      deliveries: 'bad',
      connection: 'ok',
    });
  });
});
