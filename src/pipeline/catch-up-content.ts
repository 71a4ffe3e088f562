import { titleOf } from '../alerts/wording.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { StoredAlert } from '../store/alerts.ts';

/** One message that tells what these alerts tell, each with its link. `now`: milliseconds since 1970. */
export function composeCatchUp(
  id: string,
  alerts: readonly StoredAlert[],
  now: number,
  title: string = titleOf('catch-up', { releases: alerts.length }),
): AlertContent {
  return {
    alert: {
      id,
      kind: 'catch-up',
      title,
      createdAt: new Date(now).toISOString(),
      url: null,
      lines: listAlerts(alerts),
      labName: null,
      covers: alerts.flatMap((alert) => alert.content.alert.covers),
    },
  };
}

/** Whoever was away for a month wants to see what came, not to scroll for ever. */
const LINES_SHOWN = 60;

function listAlerts(alerts: readonly StoredAlert[]): readonly string[] {
  const all = alerts.flatMap(linesOf);
  const lines = all.slice(0, LINES_SHOWN);
  const rest = all.length - lines.length;
  return rest > 0 ? [...lines, `and ${rest} more: "modelwatch alerts" lists them`] : lines;
}

/** What tells others itself is told with its lines. */
function linesOf({ title, url, kind, content }: StoredAlert): readonly string[] {
  const line = url === null ? title : `${title} · ${url}`;
  return kind === 'catch-up' ? [line, ...content.alert.lines] : [line];
}
