import { Webhook } from 'standardwebhooks';
import { Agent, fetch } from 'undici';

const SECRET = `whsec_${Buffer.from('a secret for this bench alone').toString('base64')}`;

/** The same number of signed posts without a store, a queue or a limit, so many at once. Returns milliseconds. */
export async function sendBare(url: string, count: number, atOnce: number): Promise<number> {
  const webhook = new Webhook(SECRET);
  const body = JSON.stringify({
    type: 'lab.news',
    timestamp: new Date().toISOString(),
    data: { text: 'x'.repeat(500) },
  });
  const dispatcher = new Agent({ connections: atOnce });
  const waiting = Array.from({ length: count }, (_, index) => index).values();
  const began = performance.now();
  const worker = async () => {
    for (const index of waiting) {
      const id = `bare-${index}`;
      const sentAt = new Date();
      const response = await fetch(url, {
        method: 'POST',
        dispatcher,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': webhook.sign(id, sentAt, body),
        },
        body,
      });
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const took = performance.now() - began;
  await dispatcher.close();
  return took;
}
