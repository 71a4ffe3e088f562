import type { Generated, Selectable } from 'kysely';

/**
 * The tables as they are now (migrations/ made them so). Instants are integers, milliseconds since 1970, by the program's
 * clock; `lease_until` alone is by the database's clock, so that a process whose clock is wrong steals no lease.
 */
export interface Tables {
  meta: MetaTable;
  sources: SourceTable;
  records: RecordTable;
  events: EventTable;
  jobs: JobTable;
  catalog_cursors: CatalogCursorTable;
  releases: ReleaseTable;
  repos: RepoTable;
  alerts: AlertTable;
  deliveries: DeliveryTable;
  channels: ChannelTable;
  rules: RuleTable;
  rate_limits: RateLimitTable;
  signals: SignalTable;
  candidates: CandidateTable;
  claims: ClaimTable;
  repo_facts: RepoFactsTable;
  held_changes: HeldChangeTable;
  digests: DigestTable;
  tokens: TokenTable;
  sessions: SessionTable;
  asked_refreshes: AskedRefreshTable;
}

export interface MetaTable {
  key: string;
  value: string;
}

/** State of a source. Hangs on the locator, so renaming the configured id changes nothing. */
export interface SourceTable {
  locator: string;
  id: string;
  kind: string;
  /** Null where the source is of no one lab. */
  lab: string | null;
  first_seen: number;
  next_due_at: number;
  baselined_at: number | null;
  last_poll_at: number | null;
  last_good_at: number | null;
  last_good_count: number | null;
  last_outcome: string | null;
  last_ms: number | null;
  parked_until: number | null;
  failing_since: number | null;
  failures: number;
  error_code: string | null;
  error_message: string | null;
  suspect_since: number | null;
  suspect_polls: number;
  suspect_count: number | null;
  /** What the source gave beside its last answer; null where that answer left something open. */
  validator: string | null;
  /** Of how that answer was read: another one (new configuration, new version) makes the next answer be read in full. */
  fingerprint: string | null;
  /** Since when the upstream answers that the place is not there (404, 410). Other failures are counted apart. */
  gone_since: number | null;
  /** What an article of this source is recognised by, once that is not the default: see domain/article-identity.ts. */
  identity: string | null;
  /** Polls in a row in which the marks of known articles had all changed. */
  identity_doubts: number;
  /** What operators know of its state: Told of domain/source-health.ts. Null: nothing, or that it is well again. */
  told: string | null;
  told_at: number | null;
  lease_owner: string | null;
  lease_token: number;
  lease_until: number;
}

/** The last observation under a key that never changes. */
export interface RecordTable {
  /** Keys are unique within it: `hf-model` for the Hub's `_id`. */
  namespace: string;
  key: string;
  locator: string;
  name: string;
  /** What it is looked up by where its key is unknown: a repo's name without case, an article's title as a hash. */
  name_folded: string;
  hash: string;
  /** JSON of what was observed. Empty for an article that is about no watched lab. */
  content: string;
  state: 'present' | 'missing' | 'removed' | 'replaced';
  baseline: number;
  first_seen: number;
  /**
   * Moved when something else in the row changes, and for an article once a week while it is shown. Other unchanged
   * records were last seen at their source's last good poll.
   */
  last_seen: number;
  missing_since: number | null;
  missing_polls: number;
  removed_at: number | null;
  /** When an article was published, as far as its source says; for judging silence. */
  dated_at: number | null;
}

export interface EventTable {
  n: Generated<number>;
  type: string;
  locator: string;
  lab: string;
  key: string;
  observed_at: number;
  /** `none`, `gap`, `long-gap`. */
  gap: string;
  before: string | null;
  after: string | null;
  /** The source's last good poll before: it did not show this yet. */
  not_before: number | null;
}

export interface JobTable {
  seq: Generated<number>;
  id: string;
  kind: string;
  /** One unfinished job for each kind and key. */
  key: string;
  /** One running job for each lane: a channel, a lab, a source. */
  lane: string;
  state: 'ready' | 'leased' | 'dead';
  run_at: number;
  attempts: number;
  /** Asked for again while it ran: when it is to run once more. 0: it was not. */
  again: number;
  created_at: number;
  lease_owner: string | null;
  lease_token: number;
  lease_until: number;
  error_code: string | null;
  error_message: string | null;
}

export interface CatalogCursorTable {
  lab: string;
  applied_n: number;
}

export interface ReleaseTable {
  /** Order of opening: of two that turn out to be one, the older stays. */
  seq: Generated<number>;
  id: string;
  lab: string;
  family: string;
  stem: string;
  /** What people read as its name. */
  name: string;
  /** JSON: what grouping keeps of it (ReleaseState of domain/grouping.ts). */
  grouping: string;
  kind: string;
  status: string;
  lifecycle: string;
  /** First seen by us, also as something planned. */
  first_seen: number;
  /** When its first repo became public (for a baseline: was made). Null while there is none. */
  first_public: number | null;
  last_public: number | null;
  released_on: string | null;
  /** 1 where its first weights came with a baseline: its appearance is never told. */
  baseline: number;
  /** JSON: what was said before there were weights. */
  planned: string | null;
  merged_into: string | null;
  updated_at: number;
  /** JSON of DescribedRelease: what is believed of it and its models. Null until it is first described. */
  described: string | null;
  /** What opened it: the key of a repo, something that was said, a document. By it a rebuild knows the release again. */
  opened_by: string | null;
  /** JSON of OperatorDecision: what overrides.yaml says of it; null for nothing. */
  operator: string | null;
  /** 1 where an operator hides it: it is neither listed nor told. */
  hidden: Generated<number>;
  /** Milliseconds since 1970: what was there then is no news, since another decision put it here. */
  silent_until: Generated<number>;
}

export interface RepoTable {
  key: string;
  release_id: string;
  lab: string;
  name: string;
  name_folded: string;
  model_name: string;
  size_key: string;
  kind: string;
  kind_reason: string;
  role: string;
  quantization: string | null;
  total_parameters: number | null;
  active_parameters: number | null;
  public_at: number;
  first_seen: number;
  baseline: number;
  /** 1 where it joined without a word: recreated, returned. */
  quiet: number;
  /** `gap` or `long-gap` where it was seen after a time without good polls: then it may be told in a catch-up. */
  gap: string;
  state: 'present' | 'removed';
  placed_because: string;
  observation: string;
}

export interface AlertTable {
  seq: Generated<number>;
  id: string;
  kind: string;
  release_id: string | null;
  /** Unique together with the release: what can be told once. Null for alerts about no release. */
  milestone: string | null;
  title: string;
  url: string | null;
  /** JSON of AlertContent, as it was when it was decided. */
  content: string;
  reason: string;
  created_at: number;
  /** 1 while it waits to be told alone or in a catch-up. */
  held: number;
  /** The time without good polls that it came after: `none`, `gap`, `long-gap`. */
  gap: string;
  /** Unique together with the kind, for what is told once and is no release: a source's trouble, a piece of news. */
  subject: string | null;
  /** Number of the last event that it was decided from, for a milestone of a release. */
  decided_n: number | null;
}

export interface DeliveryTable {
  seq: Generated<number>;
  id: string;
  alert_id: string;
  channel: string;
  rule: string;
  state: 'pending' | 'sending' | 'sent' | 'failed' | 'dead' | 'cancelled';
  attempts: number;
  next_attempt_at: number | null;
  content_type: string | null;
  /** Rendered at the first attempt, repeated byte for byte. */
  body: string | null;
  created_at: number;
  sent_at: number | null;
  error_code: string | null;
  error_message: string | null;
  /** Since when it waits because its channel was told as much as its readers take. */
  capped_at: number | null;
  /** The alert, told to the same channel, that tells this one among others. */
  told_in: string | null;
  /** What the service calls the message, where it can be edited. */
  message_id: string | null;
  /** Since when it is tried, where that was asked for by hand; otherwise since it was made. */
  tried_since: number | null;
}

export interface ChannelTable {
  id: string;
  first_seen: number;
  welcomed_at: number | null;
  /** Attempts that failed since the last one that did not. */
  failures: Generated<number>;
  /** When the first of them did. */
  failing_since: number | null;
  /** While it is paused: when a message is tried again. */
  paused_until: number | null;
  /** When others were told that it keeps failing. */
  told_at: number | null;
  error_code: string | null;
  error_message: string | null;
}

/** Since when a rule (by its content) and channel have been there: they send nothing of the past. */
export interface RuleTable {
  fingerprint: string;
  since: number;
}

export interface RateLimitTable {
  quota: string;
  remaining: number | null;
  resets_at: number | null;
  parked_until: number | null;
  /** When the next request may go out, where requests are spaced. */
  next_at: number | null;
}

/** Something that speaks of a release, or of a lab: an article or an entry. Repos stand in `repos`. */
export interface SignalTable {
  seq: Generated<number>;
  lab: string;
  /** Null where it speaks of the lab alone, or of a release that nobody else knows yet. */
  release_id: string | null;
  locator: string;
  record_key: string;
  form: 'article' | 'entry';
  /** Who speaks: see Voice of domain/signals/voice.ts. */
  voice: string;
  publisher: string;
  credit: string | null;
  /** Statement of domain/signals/signal.ts, or `news`. */
  statement: string;
  topic: string | null;
  /** Name of the release as mentioned; empty for the lab itself. */
  name: string;
  /** Stem of that name, as people say it (spokenStem of domain/mention-identity.ts); empty for the lab itself. */
  stem: string;
  /** What tells apart the parts of a launch, as grouping has it: `thinking`, `flash`, or empty. */
  variant: string;
  /** Kind of model that is spoken of, as far as this signal says. */
  kind: string;
  title: string;
  url: string | null;
  quote: string;
  published_at: number | null;
  not_before: number | null;
  seen_at: number;
  baseline: number;
  /** `gap` or `long-gap` where it was seen after a time without good polls. */
  gap: string;
  /** JSON: what its text is compared with others' by; null where it has too little. */
  likeness: string | null;
  state: 'present' | 'removed';
  /** Why it was read so and joined there. */
  reason: string;
}

/** An organization on the Hub that nobody configured and somebody named. */
export interface CandidateTable {
  /** Folded. */
  organization: string;
  first_seen: number;
  last_seen: number;
  sightings: number;
  reason: string;
  url: string;
  title: string;
  told_at: number | null;
}

/** What one source says of one attribute. Never changed but for `current`, and for where it was found to belong. */
export interface ClaimTable {
  seq: Generated<number>;
  /** Empty for what is said of Chinese models as a whole. */
  lab: string;
  /** Null where it is about the lab, or about a line of models. */
  release_id: string | null;
  /** Name of one model of the release; empty for the release as a whole. */
  model: string;
  /** A line of models, where it is about no one release; empty otherwise. */
  family: string;
  attribute: string;
  aspect: string;
  /** JSON of ClaimValue. */
  value: string;
  /** As the source wrote it. */
  written: string;
  /** What a reader would call the source. */
  source: string;
  publisher: string;
  voice: string;
  first_party: number;
  extraction: string;
  place: string;
  url: string;
  quote: string | null;
  credit: string | null;
  /** When it was said; for what is polled, when it was first seen. */
  said_at: number;
  observed_at: number;
  /** 0 where its source says so no longer. */
  current: number;
  locator: string;
  record_key: string;
  /** Of who says what of what, in which place: the same claim again is the same row. */
  fingerprint: string;
}

/** What was read of a repo beyond its listing: see src/sources/huggingface/facts. */
export interface RepoFactsTable {
  key: string;
  lab: string;
  /** `organization/repo`, as it was called when its facts were wanted. */
  repo: string;
  sha: string | null;
  state: 'wanted' | 'fetched' | 'failed' | 'none';
  wanted_at: number;
  /** Smaller is fetched sooner: 0 for new releases, then by age. */
  priority: number;
  attempts: number;
  fetched_at: number | null;
  error_code: string | null;
  error_message: string | null;
  /** JSON of RepoFacts. */
  content: string | null;
}

/** Who may use the page and the API. */
export interface TokenTable {
  id: string;
  name: string;
  /** SHA-256 of its secret part, in hexadecimal. */
  hash: string;
  access: 'read' | 'write';
  created_at: number;
  /** Null: never. */
  expires_at: number | null;
  revoked_at: number | null;
  /** Moved once an hour at most. */
  last_used_at: number | null;
}

/** A browser that is signed in with a token, and no longer than that is good. */
export interface SessionTable {
  /** SHA-256 of what its cookie holds, in hexadecimal. */
  hash: string;
  token_id: string;
  created_at: number;
  expires_at: number;
}

/** A look at sources that somebody asked for on the page or by the API. */
export interface AskedRefreshTable {
  id: string;
  /** The token's id. */
  asked_by: string | null;
  /** JSON: ids of the sources. */
  sources: string;
  state: 'running' | 'done' | 'failed';
  asked_at: number;
  /** When the process that does it was last known to do so. */
  seen_at: number;
  ended_at: number | null;
  /** Sources that were looked at so far. */
  polled: number;
  /** JSON as `refresh --json` prints it, or of `{code, message}` where it failed. */
  report: string | null;
}

export type SourceRow = Selectable<SourceTable>;
export type RecordRow = Selectable<RecordTable>;
export type EventRow = Selectable<EventTable>;
export type JobRow = Selectable<JobTable>;
export type ReleaseRow = Selectable<ReleaseTable>;
export type RepoRow = Selectable<RepoTable>;
export type AlertRow = Selectable<AlertTable>;
export type ChannelRow = Selectable<ChannelTable>;
export type DeliveryRow = Selectable<DeliveryTable>;
export type SignalRow = Selectable<SignalTable>;
export type CandidateRow = Selectable<CandidateTable>;
export type ClaimRow = Selectable<ClaimTable>;
export type RepoFactsRow = Selectable<RepoFactsTable>;
export type TokenRow = Selectable<TokenTable>;
export type AskedRefreshRow = Selectable<AskedRefreshTable>;

/** What of a release is believed otherwise than it was told. */
export interface HeldChangeTable {
  release_id: string;
  /** Model, attribute and value, as JSON. */
  change: string;
  /** Milliseconds since 1970; null for what is never told. */
  since: number | null;
}

/** A period of a channel's digest that is over. The first row of a channel says since when it has one. */
export interface DigestTable {
  channel: string;
  /** Milliseconds since 1970: what happened from then on, and before `period_to`. */
  period_from: number;
  /** Unique for the channel: no period is told twice. */
  period_to: number;
  /** Null where nothing was sent: the first row, and a period in which nothing happened. */
  alert_id: string | null;
  /** JSON of StatedRelease[]: what it said of releases, to be compared with what is believed later. */
  stated: string;
}
