import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { describeQueueContract } from './queue-contract.ts';

describeQueueContract('embedded', {
  makeQueue: (parts) => new EmbeddedQueue(parts),
  carrier: () => 'embedded',
  forget: null,
});
