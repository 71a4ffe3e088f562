import { ENGLISH_READER } from '../alerts/reader.ts';
import { wordsOf } from '../alerts/worded.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { GatheredAlert } from '../domain/alert-subject.ts';
import type { StoredAlert } from '../store/alerts.ts';

/**
 * One message that tells what these alerts tell, each with its link. `capped`: they are more than their channel takes in an
 * hour; otherwise they came while nobody looked. `now`: milliseconds since 1970.
 */
export function composeCatchUp(
  id: string,
  alerts: readonly StoredAlert[],
  now: number,
  capped = false,
): AlertContent {
  const listed = alerts.flatMap(gathered);
  const about = {
    form: 'catch-up',
    releases: listed.length,
    alerts: listed.slice(0, LINES_SHOWN),
    ...(capped ? { capped } : {}),
  } as const;
  const words = wordsOf(about, { kind: 'catch-up', title: '', url: null }, ENGLISH_READER);
  return {
    alert: {
      id,
      kind: 'catch-up',
      title: words.title,
      createdAt: new Date(now).toISOString(),
      url: null,
      lines: words.lines,
      labName: null,
      covers: alerts.flatMap((alert) => alert.content.alert.covers),
      about,
    },
  };
}

/** Whoever was away for a month wants to see what came, not to scroll for ever. */
const LINES_SHOWN = 60;

/** What tells others itself is told by those. */
function gathered({ kind, title, url, content }: StoredAlert): readonly GatheredAlert[] {
  const { about } = content.alert;
  return about?.form === 'catch-up' ? about.alerts : [{ kind, title, url, about }];
}
