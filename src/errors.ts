/**
 * Every error that modelwatch raises on purpose. The code is stable and meant for programs; the message is static and
 * meant for people; what varies is in `fields`. `advice` tells the caller what to do: try again, wait, or give up.
 */
export type Advice = 'retry' | 'wait' | 'give-up';

export type ErrorFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export class ModelwatchError extends Error {
  readonly code: string;
  readonly advice: Advice;
  readonly fields: ErrorFields;

  constructor(
    code: string,
    message: string,
    advice: Advice,
    fields: ErrorFields = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.advice = advice;
    this.fields = fields;
  }
}

/** The upstream did not give a usable answer: it may, later. Nothing stored is changed by it. */
export class UpstreamError extends ModelwatchError {
  constructor(code: UpstreamErrorCode, message: string, fields: ErrorFields = {}, options?: ErrorOptions) {
    super(code, message, 'retry', fields, options);
  }
}

export type UpstreamErrorCode =
  | 'upstream-status'
  | 'upstream-not-json'
  | 'upstream-not-feed'
  | 'upstream-challenge'
  | 'upstream-shape'
  | 'upstream-truncated'
  | 'upstream-too-large'
  | 'upstream-timeout'
  | 'upstream-unauthorized'
  | 'upstream-not-found'
  | 'upstream-redirects'
  | 'upstream-empty'
  | 'upstream-not-html'
  | 'robots-disallow'
  | 'robots-unreachable'
  | 'selector-empty';

/** The network between us and the upstream failed: DNS, connect or TLS. */
export class NetworkError extends ModelwatchError {
  constructor(message: string, fields: ErrorFields = {}, options?: ErrorOptions) {
    super('network', message, 'retry', fields, options);
  }
}

/** The upstream asked us to wait. Costs no attempt and is no failure. `until`: milliseconds since 1970. */
export class RateLimitedError extends ModelwatchError {
  readonly until: number;

  constructor(until: number, fields: ErrorFields = {}, options?: ErrorOptions) {
    super('rate-limited', 'the upstream asked us to wait', 'wait', fields, options);
    this.until = until;
  }
}

/** An address that may not be connected to: private or loopback, or another host than the credential is for. */
export class ForbiddenAddressError extends ModelwatchError {
  constructor(message: string, fields: ErrorFields = {}) {
    super('forbidden-address', message, 'give-up', fields);
  }
}

/** What the user wrote (configuration, command line, environment) cannot be used. Exit code 2. */
export class UsageError extends ModelwatchError {
  /** One line for each problem, each with its place. */
  readonly problems: readonly string[];

  constructor(code: string, message: string, problems: readonly string[] = []) {
    super(code, message, 'give-up');
    this.problems = problems;
  }
}

/**
 * The store cannot be used as it is: newer version, other mode, damaged, later times than the clock. `retry`: it is away,
 * or others are in the way, and that passes.
 */
export class StoreError extends ModelwatchError {
  constructor(
    code: string,
    message: string,
    fields: ErrorFields = {},
    options?: ErrorOptions,
    advice: 'give-up' | 'retry' = 'give-up',
  ) {
    super(code, message, advice, fields, options);
  }
}

/** Another process took over what this one had leased: its result must not be written. */
export class LeaseLostError extends ModelwatchError {
  constructor(fields: ErrorFields = {}) {
    super('lease-lost', 'the lease was taken over by another process', 'retry', fields);
  }
}

/** An error in one line for people: the static message and what varies. */
export function describeError(error: ModelwatchError): string {
  const details = Object.entries(error.fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${value}`);
  return details.length === 0 ? error.message : `${error.message} (${details.join(', ')})`;
}
