import { expect, it } from 'vitest';
import { startReceiver } from '../alerts/receiver.ts';
import { model } from './models.ts';
import { startRig } from './rig.ts';

const TOKEN = 'T0kenT0kenT0kenT0kenT0ken';

it('keeps no secret of a channel beside a delivery that failed', async () => {
  const service = await startReceiver();
  service.replyWith((response, request) => {
    response.writeHead(500).end(`cannot post ${request.url} ${request.headers.authorization}`);
  });
  await using rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => ({
      ...usual,
      channels: [
        { id: 'a', kind: 'slack', url: `${service.origin}/${TOKEN}`, allow_private_network: true },
        {
          id: 'b',
          kind: 'telegram',
          token: `1:${TOKEN}`,
          chat: 1,
          api: service.origin,
          allow_private_network: true,
        },
        { id: 'c', kind: 'ntfy', topic: TOKEN, server: service.origin, allow_private_network: true },
      ],
      rules: [{ id: 'releases', on: ['release.*'], to: ['a', 'b', 'c'] }],
    }),
  });
  await rig.refresh();
  rig.hub.add(model('Qwen/Qwen4-8B'));
  const report = await rig.refresh();
  await service.close();
  expect(service.requests.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(report)).not.toContain(TOKEN);
  const kept = await rig.runtime.database.reader.selectFrom('deliveries').selectAll().execute();
  expect(kept.filter(({ error_message: message }) => message !== null).length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(kept)).not.toContain(TOKEN);
});
