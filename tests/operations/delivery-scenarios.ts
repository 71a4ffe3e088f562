import { retryDeliveries } from '../../src/pipeline/retry-deliveries.ts';
import type { JobKind } from '../../src/store/jobs.ts';
import type { DeliveryRow } from '../../src/store/schema.ts';
import { hang, type Receiver, type Reply, startReceiver, status } from '../alerts/receiver.ts';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { DAY, HOUR, MINUTE, type Rig, startRig } from '../pipeline/rig.ts';
import type { Scenarios, Seen } from './mermaid.ts';

/** A channel whose receiver the test plays, and the newest delivery to it. */
interface Told extends AsyncDisposable {
  readonly rig: Rig;
  readonly receiver: Receiver;
  /** A release appears, and is decided to be told. */
  release(name: string): Promise<void>;
  /** Does the jobs of a kind that are due. */
  work(kind: JobKind): Promise<void>;
  delivery(): Promise<DeliveryRow | undefined>;
  /** `[*]` where there is no delivery. */
  state(): Promise<string>;
}

async function openTold(): Promise<Told> {
  const receiver = await startReceiver();
  const rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => ({
      ...usual,
      channels: [
        { id: 'team', kind: 'webhook', url: `${receiver.origin}/hook`, allow_private_network: true },
      ],
    }),
  });
  await rig.refresh();
  const work = async (kind: JobKind) => {
    const { runner } = rig.runtime;
    for (let job = await runner.leaseNext([kind]); job !== null; job = await runner.leaseNext([kind])) {
      await runner.run(job);
    }
  };
  const delivery = async () =>
    await rig.runtime.database.reader
      .selectFrom('deliveries')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
  return {
    rig,
    receiver,
    work,
    delivery,
    release: async (name) => {
      rig.hub.add(model(`Qwen/${name}-8B`));
      await rig.poll('Qwen');
      await work('update-catalog');
      // Facts are waited for no longer than that.
      rig.advance(MINUTE);
    },
    state: async () => (await delivery())?.state ?? '[*]',
    [Symbol.asyncDispose]: async () => {
      await rig[Symbol.asyncDispose]();
      await receiver.close();
    },
  };
}

async function step(told: Told, happens: () => Promise<unknown>): Promise<Seen> {
  const before = await told.state();
  await happens();
  return [before, await told.state()];
}

/** A message of which nobody knows whether it arrived: the program was killed while it was on its way. */
async function startSending(told: Told): Promise<void> {
  told.receiver.replyWith(hang);
  const before = told.receiver.requests.length;
  // The store is closed under it, as by a kill.
  const sending = told.work('deliver').catch(() => 'killed');
  await eventually('it is on its way', () => told.receiver.requests.length > before);
  await told.rig.reopen();
  await sending;
}

const REACHED: Readonly<Record<string, () => Promise<Told>>> = {
  pending: async () => {
    const told = await openTold();
    await told.release('Qwen4');
    return told;
  },
  sending: async () => {
    const told = await reach('pending');
    await startSending(told);
    return told;
  },
  failed: async () => {
    const told = await reach('pending');
    told.receiver.replyWith(status(500));
    await told.work('deliver');
    return told;
  },
  dead: async () => {
    const told = await reach('pending');
    told.receiver.replyWith(status(400));
    await told.work('deliver');
    return told;
  },
};

async function reach(state: string): Promise<Told> {
  const told = await REACHED[state]?.();
  const reached = await told?.state();
  if (told === undefined || reached !== state) throw new Error(`"${state}" was not reached, but ${reached}`);
  return told;
}

function from(state: string, happens: (told: Told) => Promise<unknown>): () => Promise<readonly Seen[]> {
  return async () => {
    await using told = await reach(state);
    return [await step(told, () => happens(told))];
  };
}

/** As it stands while its receiver has not answered yet, and afterwards; `before`: attempts that failed already. */
async function watchAttempt(reply: Reply, before = 0): Promise<readonly Seen[]> {
  await using told = await reach('pending');
  await told.rig.runtime.database.write((tx) =>
    tx.updateTable('deliveries').set({ attempts: before }).execute(),
  );
  const answer = Promise.withResolvers<void>();
  told.receiver.replyWith((response, request) => void answer.promise.then(() => reply(response, request)));
  const working = told.work('deliver');
  await eventually('it is on its way', () => told.receiver.requests.length > 0);
  return [
    await step(told, async () => {
      answer.resolve();
      await working;
    }),
  ];
}

const withoutChannel = async (told: Told) => {
  await told.rig.reopen((usual) => ({ ...usual, channels: [], rules: [] }));
  told.rig.advance(HOUR);
  await told.work('deliver');
};

const byHand = async ({ rig, delivery }: Told) => {
  const id = (await delivery())?.id ?? '';
  await rig.runtime.database.write((tx) => retryDeliveries(tx, id, rig.clock.now()));
};

/** The channel is paused from four failures over half an hour on, and stays so. */
async function pause(told: Told): Promise<void> {
  told.receiver.replyWith(status(500));
  for (let minutes = 0; minutes < 120; minutes += 5) {
    told.rig.advance(5 * MINUTE);
    await told.work('deliver');
  }
}

/** Nobody works for more than three days, during which it gets too old; the channel is still paused then. */
async function waitTooLong(told: Told): Promise<void> {
  told.rig.advance(4 * DAY);
  const until = told.rig.clock.now() + HOUR;
  await told.rig.runtime.database.write((tx) =>
    tx.updateTable('channels').set({ paused_until: until }).where('id', '=', 'team').execute(),
  );
  await told.work('deliver');
}

export const DELIVERY_SCENARIOS: Scenarios = {
  '[*] --> pending': async () => {
    await using told = await openTold();
    return [await step(told, () => told.release('Qwen4'))];
  },
  'pending --> sending': from('pending', startSending),
  'pending --> cancelled': from('pending', withoutChannel),
  'pending --> dead': async () => {
    await using told = await reach('failed');
    await pause(told);
    await told.release('Qwen5');
    return [await step(told, () => waitTooLong(told))];
  },
  'sending --> sent': () => watchAttempt(status(200)),
  'sending --> failed': () => watchAttempt(status(500)),
  'sending --> dead': async () => [
    ...(await watchAttempt(status(400))),
    ...(await watchAttempt(status(500), 9)),
  ],
  'sending --> sending': from('sending', startSending),
  'sending --> cancelled': from('sending', withoutChannel),
  'failed --> sending': from('failed', async (told) => {
    told.rig.advance(HOUR);
    await startSending(told);
  }),
  'failed --> pending': from('failed', byHand),
  'failed --> cancelled': from('failed', withoutChannel),
  'failed --> dead': async () => {
    await using told = await reach('failed');
    await pause(told);
    return [await step(told, () => waitTooLong(told))];
  },
  'dead --> pending': from('dead', byHand),
};
