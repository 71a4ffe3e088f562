import type { Logger } from 'pino';
import { type DestinationStream, pino } from 'pino';

/** What the program reports while it runs. Messages are static; what varies is in the fields. */
export type Log = Logger;

export interface LogOptions {
  readonly level: string;
  /** Sentences for people instead of JSON. */
  readonly sentences: boolean;
  readonly color: boolean;
  /** Values that must never be printed: secrets out of the configuration and the environment. */
  readonly secrets: readonly string[];
}

/** Logs to standard error, so that standard output is left to what was asked for. */
export async function createLog(options: LogOptions): Promise<Log> {
  const stream = redacting(
    options.sentences ? await sentences(options.color) : pino.destination({ dest: 2, sync: true }),
    options.secrets,
  );
  return pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}

async function sentences(color: boolean): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    destination: 2,
    sync: true,
    colorize: color,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
  });
}

/** Whatever path a secret takes into the log, the finished line is looked through before it is written. */
function redacting(stream: DestinationStream, secrets: readonly string[]): DestinationStream {
  const hidden = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  if (hidden.length === 0) return stream;
  return {
    write(line) {
      let text = line;
      for (const secret of hidden) text = text.replaceAll(secret, '[hidden]');
      stream.write(text);
    },
  };
}
