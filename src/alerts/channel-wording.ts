import type { ChannelMatter, ToldChannel } from '../domain/alert-subject.ts';
import { momentInWords } from './dates.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import { phrasesOf } from './languages/index.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';
import { titleOf } from './wording.ts';

/** What is told on other channels of one that keeps failing, or works again. */
export function wordsOfChannel(
  matter: ChannelMatter,
  channel: ToldChannel,
  reader: Reader = ENGLISH_READER,
): { readonly title: string; readonly lines: readonly string[] } {
  const { channels } = phrasesOf(reader.language);
  const since = momentInWords(new Date(channel.since).toISOString(), reader) ?? '';
  return {
    title: titleOf(`channel.${matter}`, { channel: channel.id }, reader.language),
    lines: channels.lines(matter, channel, since).map((line) => safeLine(line, LINE_LENGTH * 2)),
  };
}
