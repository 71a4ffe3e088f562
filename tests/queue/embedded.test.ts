import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { postgres, sqlite } from '../store/stores.ts';
import { describeQueueContract } from './queue-contract.ts';

for (const store of [sqlite, postgres])
  describeQueueContract('embedded', {
    store,
    makeQueue: (parts) => new EmbeddedQueue(parts),
    carrier: () => 'embedded',
    forget: null,
  });
