import { describeHttpChannel, describeRendering } from './channel-conformance.ts';
import { chatHarnesses } from './chat-harnesses.ts';

for (const harness of chatHarnesses) {
  describeRendering(harness.kind, () => harness.create('https://chat.example/hook'));
  describeHttpChannel(harness);
}
