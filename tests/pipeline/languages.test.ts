import { expect, it } from 'vitest';
import { model } from './models.ts';
import { startRig } from './rig.ts';

it('tells each channel in its own language and words, from one alert', async () => {
  await using rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => {
      const [team] = usual.channels;
      if (team === undefined) throw new Error('a channel was expected');
      return {
        ...usual,
        channels: [
          team,
          { ...team, id: 'zh', language: 'zh-CN', timezone: 'Asia/Shanghai' },
          { ...team, id: 'own' },
        ],
        rules: [{ id: 'releases', on: ['release.*'], to: ['team', 'zh', 'own'] }],
        templates: [
          { on: ['release.new'], to: ['own'], title: 'Look: {{release.name}}', lines: ['{{lab.name}}'] },
        ],
      };
    },
  });
  await rig.refresh();
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refresh();
  const alerts = rig.receiver.arrivals
    .map(({ body }) => JSON.parse(body.toString()))
    .filter(({ type }) => type === 'release.new')
    .map(({ data }) => data.alert);
  expect(alerts.map(({ title }) => title).sort()).toEqual([
    'Look: Qwen4',
    'Qwen released Qwen4',
    '通义千问发布 Qwen4',
  ]);
  expect(alerts.find(({ title }) => title.startsWith('Look'))).toMatchObject({ lines: ['Qwen'] });
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(1);
  const welcomes = rig.receiver.arrivals.map(({ body }) => body.toString()).join('\n');
  expect(welcomes).not.toContain('"about"');
});
