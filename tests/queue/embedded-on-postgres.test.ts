import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { postgres } from '../store/stores.ts';
import { describeQueueContract } from './queue-contract.ts';

describeQueueContract('embedded', {
  store: postgres,
  makeQueue: (parts) => new EmbeddedQueue(parts),
  carrier: () => 'embedded',
  forget: null,
});
