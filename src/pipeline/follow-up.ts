import { safeUrl } from '../alerts/hostile-text.ts';
import { ENGLISH_READER } from '../alerts/reader.ts';
import { wordsOf } from '../alerts/worded.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { AlertSubject } from '../domain/alert-subject.ts';
import { followsUp } from '../domain/follow-up.ts';
import { repoUrl } from '../domain/release-facts.ts';
import { insertAlert, insertDeliveries, type NewDelivery, toldAsNew } from '../store/alerts.ts';
import { sentForGood } from '../store/amendments.ts';
import { reposOfRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { mainRepo } from './compose-alert.ts';
import { type AlertSettings, deliveryJob } from './decide-alerts.ts';
import { viewRelease } from './view-release.ts';

/** What can be told of a release once, beside its milestones. */
const SETTLED = 'settled';

/**
 * When a release has settled, tells those whose first message could not be edited what came since, once and where it is
 * worth a message: whoever got the first gets this, too. Where something is by then, asks to look again at that time.
 */
export async function followUp(
  tx: WriteTransaction,
  release: ReleaseRow,
  settings: AlertSettings,
  now: number,
): Promise<NewJob[]> {
  const { settling, labs } = settings;
  const alert = await toldAsNew(tx, release.id, now - 2 * settling);
  const before = alert?.content.release;
  if (alert === undefined || before === undefined || release.status === 'removed') return [];
  const settled = alert.created_at + settling;
  const view = await viewRelease(tx, release, labs);
  const told = new Set(alert.content.alert.covers);
  const came = (await reposOfRelease(tx, release.id)).filter(
    (repo) =>
      repo.state === 'present' &&
      repo.baseline === 0 &&
      repo.quiet === 0 &&
      repo.quantization === null &&
      repo.first_seen < settled &&
      !told.has(repo.name),
  );
  const news = followsUp(before, view, came);
  if (news === null) return [];
  if (now < settled)
    return [{ kind: 'review-release', key: release.id, lane: `lab:${release.lab}`, runAt: settled }];
  const readers = await sentForGood(tx, alert.id);
  if (readers.length === 0) return [];
  const covered = came.filter((repo) => news.repos.includes(repo.name));
  const main = mainRepo(covered);
  const lab = labs.get(release.lab);
  const about: AlertSubject = {
    form: 'release',
    labName: lab?.name ?? null,
    ...(lab?.zh === undefined ? {} : { labZh: lab.zh }),
    releaseName: release.name,
    added: news.models,
    nowStated: news.stated,
    saidBy: [],
    quote: '',
  };
  const kind = 'release.updated';
  const { title, lines } = wordsOf(about, { kind, title: '', url: null }, ENGLISH_READER);
  const content: AlertContent = {
    alert: {
      id: settings.newId('alert'),
      kind,
      title,
      createdAt: new Date(now).toISOString(),
      url: main === null ? safeUrl(view.repos[0]?.url ?? '') : repoUrl(main),
      lines,
      labName: lab?.name ?? null,
      covers: covered.map(({ name }) => name).sort(),
      about,
    },
    release: view,
  };
  const isNew = await insertAlert(tx, {
    content,
    releaseId: release.id,
    milestone: SETTLED,
    reason: 'came while the release settled',
    createdAt: now,
    gap: 'none',
  });
  if (!isNew) return [];
  const deliveries = readers.map(
    ({ channel, rule }): NewDelivery => ({
      id: settings.newId('msg'),
      alertId: content.alert.id,
      channel,
      rule,
      createdAt: now,
    }),
  );
  await insertDeliveries(tx, deliveries);
  return deliveries.map((delivery) => deliveryJob(delivery, now));
}
