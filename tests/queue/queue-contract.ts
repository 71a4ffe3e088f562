import { describe } from 'vitest';
import type { StoreKind } from '../store/stores.ts';
import { describeCrashes } from './contract-crashes.ts';
import { describeEffects } from './contract-effects.ts';
import { describeFailures } from './contract-failures.ts';
import { describeLeasing } from './contract-leasing.ts';
import { describeStopping } from './contract-stopping.ts';
import { describeTiming } from './contract-timing.ts';
import type { MakeQueue } from './workshop.ts';

export interface QueueContract {
  /** Where the rows are. */
  readonly store: StoreKind;
  readonly makeQueue: MakeQueue;
  /** What a child process needs to build the same queue: `embedded`, or the address of a Redis. */
  readonly carrier: () => string;
  /** Makes the carrier lose all that it knows. Null: it knows nothing. */
  readonly forget: (() => Promise<void>) | null;
}

/** What every queue does, whatever carries its jobs. */
export function describeQueueContract(name: string, contract: QueueContract): void {
  const { store } = contract;
  describe.skipIf(store.isSkipped)(`the contract of a queue: ${name}, rows in ${store.name}`, () => {
    describeLeasing(contract);
    describeTiming(contract);
    describeFailures(contract);
    describeEffects(contract);
    describeStopping(contract);
    describeCrashes(contract);
  });
}
