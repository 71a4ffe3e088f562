const DAY = 86_400_000;

/** `2025-W27`: the week of ISO 8601 that an instant (milliseconds since 1970) lies in, in UTC. Its Thursday names the year. */
export function isoWeek(at: number): string {
  const daysAfterMonday = (new Date(at).getUTCDay() + 6) % 7;
  const thursday = new Date(at + (3 - daysAfterMonday) * DAY);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
