import { expect, it } from 'vitest';
import type { ChannelConfig } from '../../src/config/configuration.ts';
import { startServer } from '../http/local-server.ts';
import { model } from './models.ts';
import { startRig } from './rig.ts';

interface Paced {
  readonly channel: (url: string) => ChannelConfig;
  readonly answer: string;
  /** What the service takes. */
  readonly messages: number;
  readonly ms: number;
}

const open = { id: 'team', allow_private_network: true } as const;

it.each<[string, Paced]>([
  [
    'Slack, one a second',
    { channel: (url) => ({ ...open, kind: 'slack', url }), answer: 'ok', messages: 1, ms: 1000 },
  ],
  [
    'DingTalk, 20 a minute',
    {
      channel: (url) => ({ ...open, kind: 'dingtalk', url: `${url}robot/send?access_token=abc` }),
      answer: '{"errcode":0,"errmsg":"ok"}',
      messages: 20,
      ms: 60_000,
    },
  ],
])('the pace of a service is kept over all that is sent to it: %s', async (_name, paced) => {
  const times: number[] = [];
  await using service = await startServer((_request, response) => {
    times.push(rig.clock.now());
    response.end(paced.answer);
  });
  await using rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => ({ ...usual, channels: [paced.channel(`${service.url}/`)] }),
  });
  await rig.refresh();
  const count = paced.messages + 3;
  const added = Array.from({ length: count }, (_, index) => model(`Qwen/Qwen${index + 4}-8B`));
  rig.hub.add(...added);
  await rig.refresh();
  expect(times).toHaveLength(paced.messages);
  // A restart in the middle knows what went out before it.
  await rig.reopen();
  await rig.refreshEvery(paced.ms / 4, 12);
  expect(times).toHaveLength(count);
  for (const time of times)
    expect(times.filter((other) => other > time - paced.ms && other <= time).length).toBeLessThanOrEqual(
      paced.messages,
    );
  // No attempt was spent on waiting.
  const rows = await rig.runtime.database.reader.selectFrom('deliveries').select('attempts').execute();
  expect(rows.map(({ attempts }) => attempts)).toEqual(Array(count).fill(1));
});
