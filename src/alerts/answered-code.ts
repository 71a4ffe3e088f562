import type { SendOutcome } from './channel.ts';
import { type Judgement, judgeStatus, SHORTEST_WAIT_MS } from './receiver-answer.ts';

/** Longest wait that an answer alone imposes. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** What the codes in a service's answers mean, where it answers 200 to everything. */
export interface CodeTable {
  /** Names of the field that holds the code; 0 is success. */
  readonly fields: readonly string[];
  /** Milliseconds that these codes ask to wait. */
  readonly wait: Readonly<Record<string, number>>;
  /** Codes that another attempt would meet again, with what to do about them. */
  readonly final: Readonly<Record<string, string>>;
}

/** A judge for services that answer 200 on failure too. A code that is not in the table may pass: it is tried again. */
export function judgeByCode(table: CodeTable): (judgement: Judgement) => SendOutcome {
  return (judgement) => {
    if (!isSuccess(judgement)) return judgeStatus(judgement);
    const answer = jsonAnswer(judgement);
    const code = table.fields.map((field) => answer?.[field]).find(isCode);
    if (code === undefined) return unclear(judgement);
    if (Number(code) === 0) return { kind: 'sent' };
    const ms = table.wait[code];
    if (ms !== undefined) return askedToWait(judgement, ms);
    const advice = table.final[code];
    if (advice === undefined) return answeredCode('retry', judgement, String(code));
    return answeredCode('rejected', judgement, String(code), advice);
  };
}

export function isSuccess({ answer: { status } }: Judgement): boolean {
  return status >= 200 && status < 300;
}

/** The answer's JSON object; null where it is none, or was too long to be read whole. */
export function jsonAnswer({ answer }: Judgement): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(answer.body);
    return isObject(value) ? value : null;
  } catch {
    // Whatever a receiver answers, it is no reason to fail.
    return null;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The service said in its own way that it wants a pause; costs no attempt. */
export function askedToWait({ answer, destination, said, now }: Judgement, ms: number): SendOutcome {
  const message = `${destination} answered ${answer.status}${said === '' ? '' : `: ${said}`}`;
  const wait = Math.min(Math.max(ms, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
  return { kind: 'wait', code: 'rate-limited', message, retryAt: now + wait };
}

/** A failure that the service named by a code of its own. */
export function answeredCode(
  kind: 'retry' | 'rejected',
  { destination, said }: Judgement,
  code: string,
  advice = '',
): SendOutcome {
  const safe = code.replaceAll(/[^\w.-]/g, '').slice(0, 40);
  const words = [`${destination} refused it: ${said}`, ...(advice === '' ? [] : [advice])];
  return { kind, code: `code-${safe}`, message: words.join('; ') };
}

/** A 200 without the service's own word for success, as of a proxy or a login page: rather repeated than lost. */
export function unclear({ answer, destination, said }: Judgement): SendOutcome {
  const message = `${destination} answered ${answer.status}, but not as the service does${said === '' ? '' : `: ${said}`}`;
  return { kind: 'retry', code: 'unclear-answer', message };
}

function isCode(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
