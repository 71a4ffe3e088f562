import { dayInWords, momentInWords } from './dates.ts';
import { safeLine } from './hostile-text.ts';
import { counted } from './numbers.ts';

/** The lines of a welcome, which lists releases. */

export interface ListedRelease {
  readonly name: string;
  readonly labName: string | null;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

export interface Watch {
  readonly organizations: number;
  readonly repos: number;
  /** What is watched beside them. */
  readonly pages: number;
  readonly feeds: number;
  readonly lists: number;
  readonly newest: readonly ListedRelease[];
  /** ISO 8601. */
  readonly nextLookAt: string;
}

const RELEASES_SHOWN = 30;

/** What is watched, what is newest there, when the next look is. */
export function welcomeLines(watch: Watch): string[] {
  const { organizations, repos, newest } = watch;
  const next = momentInWords(watch.nextLookAt);
  const others = [
    ...(watch.pages === 0 ? [] : [counted(watch.pages, 'page')]),
    ...(watch.feeds === 0 ? [] : [counted(watch.feeds, 'feed')]),
    ...(watch.lists === 0 ? [] : [counted(watch.lists, 'list')]),
  ];
  return [
    `${counted(organizations, 'organization')} with ${counted(repos, 'repo')} on Hugging Face.`,
    ...(others.length === 0 ? [] : [`Beside them ${inOneSentence(others)}.`]),
    ...(newest.length === 0 ? [] : ['The newest releases there:']),
    ...releaseLines(newest),
    ...(next === null ? [] : [`Next look: ${next}.`]),
  ];
}

function inOneSentence(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function releaseLines(releases: readonly ListedRelease[]): string[] {
  const lines = releases.slice(0, RELEASES_SHOWN).map((release) => {
    const lab = release.labName === null ? '' : ` by ${safeLine(release.labName, 100)}`;
    const day = dayInWords(release.firstSeenAt);
    return `- ${safeLine(release.name, 100)}${lab}${day === null ? '' : `, ${day}`}`;
  });
  const rest = releases.length - RELEASES_SHOWN;
  return rest > 0 ? [...lines, `- and ${rest} more`] : lines;
}
