import { safeLine } from '../alerts/hostile-text.ts';
import { eventInWords } from '../domain/event-in-words.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { HUB_MODELS } from '../domain/observation.ts';
import { viewEvent } from '../pipeline/view-events.ts';
import { locatorOf } from '../sources/source-config.ts';
import type { Reader } from '../store/database.ts';
import { readEvents } from '../store/events.ts';
import { namesOfRecords } from '../store/records.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';
import { reading } from './reading.ts';
import { styled } from './table.ts';
import { wholeNumber } from './whole-number.ts';

export interface EventsOptions {
  readonly after: string;
  readonly limit?: string;
  readonly baseline?: boolean;
  readonly json?: boolean;
}

const PAGE = 1000;

/** Prints the change events, oldest first, a page at a time: there may be millions. */
export async function events(context: CommandContext, options: EventsOptions): Promise<ExitCode> {
  const first = wholeNumber(options.after, '--after');
  const limit = options.limit === undefined ? Number.MAX_SAFE_INTEGER : wholeNumber(options.limit, '--limit');
  const { sources } = await context.configuration();
  const ids = new Map(sources.map((source) => [locatorOf(source), source.id]));
  await reading(context, async (reader) => {
    const page = { baseline: options.baseline === true };
    let printed = 0;
    for (let after = first; printed < limit; ) {
      const found = await readEvents(reader, { ...page, after, limit: Math.min(PAGE, limit - printed) });
      const last = found.at(-1);
      if (last === undefined) break;
      const lines =
        options.json === true
          ? found.map((event) => JSON.stringify(viewEvent(event, ids)))
          : await eventLines(reader, found, ids, context.terminal.color);
      context.print(lines.join('\n'));
      await context.printed();
      printed += found.length;
      after = last.n;
    }
    if (printed === 0 && options.json !== true) context.print(emptiness(first, page.baseline));
  });
  return 0;
}

async function eventLines(
  reader: Reader,
  found: readonly LoggedEvent[],
  ids: ReadonlyMap<string, string>,
  color: boolean,
): Promise<string[]> {
  const names = await namesOfRecords(
    reader,
    HUB_MODELS,
    found.map((event) => event.key),
  );
  return found.map((event) => {
    const what = safeLine(eventInWords(event, names.get(event.key) ?? event.key), 200);
    const source = ids.get(event.locator) ?? event.locator;
    const words = [String(event.n).padStart(6), moment(event.observedAt), event.type.padEnd(14), what];
    return `${words.join('  ')}  ${styled(source, 'dim', color)}`;
  });
}

function emptiness(after: number, baseline: boolean): string {
  if (after > 0) return `No events after ${after}.`;
  if (baseline) return 'No events yet: run "modelwatch refresh".';
  return 'No events yet: nothing has changed since watching began (--baseline shows what was there then).';
}
