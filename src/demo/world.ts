import type { HubOrganization, HubRepo } from './hub-repo.ts';
import { baselineRepos } from './world-baseline.ts';
import { type Happening, releaseDays, type WorldDay } from './world-days.ts';
import type { ListedModel } from './world-places.ts';
import { LISTED, ONLY_SAID } from './world-publications.ts';

export type { Happening, HappeningMeaning, WorldDay } from './world-days.ts';

/** Something that was said before there were weights: what a catalog knows as planned. */
export interface WorldPlan {
  readonly organization: string;
  readonly release: string;
  /** What was said, in our words. */
  readonly said: string;
  /** ISO 8601, as precise as known. */
  readonly saidOn: string;
  readonly url: string;
}

export interface DemoWorld {
  /** ISO 8601: the day whose state the baseline is. */
  readonly from: string;
  readonly organizations: Readonly<Record<string, HubOrganization>>;
  readonly baseline: readonly HubRepo[];
  readonly plans: readonly WorldPlan[];
  /** What a router offers on the first day. */
  readonly listed: readonly ListedModel[];
  /** Names of which no release may come. */
  readonly onlySaid: readonly string[];
  readonly days: readonly WorldDay[];
}

/** What of a server the world needs to move. */
export interface MovableWorld {
  add(...repos: HubRepo[]): void;
  update(name: string, patch: Partial<Omit<HubRepo, 'id' | 'author'>>): void;
}

/** Eight organizations on the Hub from 1 June 2025, and what truly happened there afterwards: a selection. */
export function demoWorld(): DemoWorld {
  return {
    from: '2025-06-01T00:00:00.000Z',
    organizations: {
      'deepseek-ai': { fullname: 'DeepSeek', isVerified: true },
      Qwen: { fullname: 'Qwen', isVerified: true },
      'zai-org': { fullname: 'Z.ai', isVerified: true },
      moonshotai: { fullname: 'Moonshot AI', isVerified: true },
      MiniMaxAI: { fullname: 'MiniMax', isVerified: true },
      baidu: { fullname: 'BAIDU', isVerified: true },
      '01-ai': { fullname: '01-ai', isVerified: true },
      tencent: { fullname: 'Tencent', isVerified: true },
    },
    baseline: baselineRepos(),
    plans: [
      {
        organization: 'baidu',
        release: 'ERNIE-4.5',
        said: 'Baidu said that its latest Ernie model would be open source from the end of June 2025',
        saidOn: '2025-02',
        url: 'https://intuitionlabs.ai/articles/chinese-open-source-llms-2025',
      },
    ],
    listed: LISTED,
    onlySaid: ONLY_SAID,
    days: releaseDays(),
  };
}

/** Makes one thing happen on the Hub. Its repos are shown once the server's clock has reached its time. */
export function letHappen(server: MovableWorld, happening: Happening): void {
  server.add(...happening.appear);
  for (const { name, patch } of happening.edited) server.update(name, patch);
}
