import { openPipeline } from '../alerts/pipeline.ts';
import { startReceiverProcess } from '../alerts/receiver.ts';
import type { Verdict } from '../poll/verdict.ts';
import { costOfEach, unitVerdicts } from './unit.ts';

const CHANNELS = 10;

/** Deliveries by webhook: queued (a row and its job), and sent, each stored before and after. */
export async function measureDeliveryCosts(url: string, deliveries: number): Promise<Verdict[]> {
  using receiver = await startReceiverProcess();
  await using pipeline = await openPipeline(receiver.url, CHANNELS, { DATABASE_URL: url });
  const queued = await costOfEach(url, deliveries, () => pipeline.queue(deliveries / CHANNELS));
  const sent = await costOfEach(url, deliveries, async () => {
    const coming = receiver.expect(deliveries);
    await pipeline.start();
    await coming;
    await pipeline.stop();
  });
  return [
    ...unitVerdicts('a delivery, queued', queued),
    ...unitVerdicts('a delivery, sent to a webhook', sent),
  ];
}
