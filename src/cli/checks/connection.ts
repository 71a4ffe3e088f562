import type { Environment } from '../../config/environment.ts';
import { describeError, ModelwatchError } from '../../errors.ts';
import type { HttpClient } from '../../http/http-client.ts';
import { discardBody } from '../../http/response-body.ts';
import { bad, type Check, ok, warn } from './check.ts';

const PATIENCE_MS = 5000;

/** One cheap request to the Hub. That it cannot be reached is no fault of the installation. */
export async function checkConnection(http: HttpClient, environment: Environment): Promise<Check> {
  const { hfEndpoint, hfToken } = environment;
  const started = performance.now();
  try {
    const response = await http.fetch(`${hfEndpoint}/api/models?limit=1`, {
      headers: hfToken === null ? {} : { authorization: `Bearer ${hfToken}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
      modelwatch: { totalTimeout: PATIENCE_MS },
    });
    await discardBody(response);
    return judge(response, hfEndpoint, Math.round(performance.now() - started));
  } catch (error) {
    const why = error instanceof ModelwatchError ? describeError(error) : 'no answer in time';
    return warn(
      'connection',
      `${hfEndpoint} cannot be reached: ${why}`,
      'check the network and HF_ENDPOINT; what is stored can be read meanwhile',
    );
  }
}

function judge({ status, headers }: Response, endpoint: string, ms: number): Check {
  const left = /\br=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
  const message = `${endpoint} answered ${status} in ${ms} ms${left === undefined ? '' : `, ${left} requests left in this window`}`;
  if (status === 401 || status === 403)
    return bad('connection', message, 'make a new HF_TOKEN, or leave it unset');
  if (status === 429)
    return warn(
      'connection',
      message,
      'the quota is used up: wait, set HF_TOKEN, or look less often (every:)',
    );
  return status === 200
    ? ok('connection', message)
    : warn('connection', message, 'try again later, or check HF_ENDPOINT');
}
