// Asks for one address with the one client and prints the answer's text, or the error's code and cause.
import { ModelwatchError } from '../../src/errors.ts';
import { createMemoryLimiter } from '../../src/http/memory-limiter.ts';
import { createHttpClient } from '../../src/http/undici-client.ts';

const clock = { now: Date.now };
const http = createHttpClient({
  userAgent: 'modelwatch/test',
  allowPrivateNetwork: true,
  limiter: createMemoryLimiter(clock),
  clock,
});
const said = await http
  .fetch(process.argv[2] ?? '')
  .then((response) => response.text())
  .catch((error: unknown) => {
    if (!(error instanceof ModelwatchError)) throw error;
    return `${error.code} ${error.fields.cause}`;
  });
process.stdout.write(said);
await http.close();
