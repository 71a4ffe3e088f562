import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { makePlace } from './program.ts';

it('killed between the receiver’s taking and our record, it sends the same message again, and no other', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B'));
  expect((await place.run(['refresh'])).code).toBe(0);
  place.hub.add(model('Qwen/Qwen4-8B'));
  place.receiver.answerWith({ kind: 'hang' });
  const killed = place.start(['refresh']);
  await place.receiver.arrived(1);
  killed.signal('SIGKILL');
  expect(await killed.ended).toBe('SIGKILL');

  const again = await place.run(['refresh', '--json']);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout).sources).toMatchObject([{ outcome: 'unchanged' }]);
  const [first, second] = place.receiver.arrivals;
  expect(place.receiver.arrivals).toHaveLength(2);
  expect(second?.id).toBe(first?.id);
  expect(second?.body.equals(first?.body ?? Buffer.of())).toBe(true);
  expect(place.heard()).toEqual(['release.new Qwen4']);
  const deliveries = place.query('select state, attempts from deliveries');
  expect(deliveries).toEqual([{ state: 'sent', attempts: 2 }]);
});

it('killed again and again while releases come, the daemon tells each of them once', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen1-8B'));
  expect((await place.run(['refresh'])).code).toBe(0);
  const names = [4, 5].map((generation) => `Qwen${generation}`);
  for (const name of names) {
    place.hub.add(model(`Qwen/${name}-8B`));
    place.makeDue();
    const before = place.hub.requests.length;
    const daemon = place.start(['start']);
    // Somewhere between the answer of the Hub and that of the receiver.
    await eventually('the daemon looks', () => place.hub.requests.length > before);
    daemon.signal('SIGKILL');
    await daemon.ended;
  }
  const last = place.start(['start']);
  place.makeDue();
  await eventually('all are told', () =>
    names.every((name) => place.heard().includes(`release.new ${name}`)),
  );
  last.signal('SIGTERM');
  expect(await last.ended).toBe(0);
  const told = place.heard().filter((message) => message !== 'welcome');
  expect(told.sort()).toEqual(names.map((name) => `release.new ${name}`));
});
