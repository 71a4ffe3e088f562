import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { sqlite } from '../store/stores.ts';
import { describeQueueContract } from './queue-contract.ts';

describeQueueContract('embedded', {
  store: sqlite,
  makeQueue: (parts) => new EmbeddedQueue(parts),
  carrier: () => 'embedded',
  forget: null,
});
