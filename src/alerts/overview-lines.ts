import type { Watch } from '../domain/alert-subject.ts';
import { dayInWords, momentInWords } from './dates.ts';
import { safeLine } from './hostile-text.ts';
import { phrasesOf } from './languages/index.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';

export type { ListedRelease, Watch } from '../domain/alert-subject.ts';

const RELEASES_SHOWN = 30;

/** The lines of a welcome: what is watched, what is newest there, when the next look is. */
export function welcomeLines(watch: Watch, reader: Reader = ENGLISH_READER): string[] {
  const { welcome } = phrasesOf(reader.language);
  const { head, foot } = welcome.lines(watch, momentInWords(watch.nextLookAt, reader));
  const rest = watch.newest.length - RELEASES_SHOWN;
  const releases = watch.newest
    .slice(0, RELEASES_SHOWN)
    .map((release) => safeLine(welcome.release(release, dayInWords(release.firstSeenAt, reader))));
  return [...head, ...releases, ...(rest > 0 ? [welcome.more(rest)] : []), ...foot];
}
