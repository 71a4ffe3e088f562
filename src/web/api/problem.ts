import type { Problem } from './schemas/problem.ts';

/** What can go wrong, by its code: the status, and what is said of it in the reference. */
export const problemKinds = {
  'invalid-parameters': { status: 400, title: 'A parameter cannot be understood' },
  'invalid-body': { status: 400, title: 'The body cannot be understood' },
  'token-missing': { status: 401, title: 'A token is needed' },
  'token-invalid': { status: 401, title: 'The token is not known, or no longer valid' },
  'token-reads-only': { status: 403, title: 'The token is for reading only' },
  'cross-site': { status: 403, title: 'Another site asks for this to be changed' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'nothing-to-retry': { status: 409, title: 'Nothing waits to be tried again by hand' },
  'length-missing': { status: 411, title: 'The body does not say how long it is' },
  'too-large': { status: 413, title: 'The body is too large' },
  'body-not-json': { status: 415, title: 'The body is no JSON' },
  'wrong-host': { status: 421, title: 'This is not the host that was asked for' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'too-many-failures': { status: 429, title: 'Too many tokens that are none' },
  internal: { status: 500, title: 'Something went wrong here' },
  'refreshes-running': { status: 503, title: 'As many looks as may be are under way' },
  'too-many-exports': { status: 503, title: 'The catalog is being exported to others' },
  'too-many-streams': { status: 503, title: 'Too many streams are open' },
  'store-unavailable': { status: 503, title: 'The catalog cannot be read now' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof problemKinds;

/** What an operation throws where it cannot answer. `detail`: one sentence for people. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly errors: Problem['errors'];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      readonly errors?: NonNullable<Problem['errors']>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.code = code;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/** The answer that tells of it, as RFC 9457 has it. `instance`: path and query of what was asked for. */
export function problemAnswer(problem: ApiProblem, instance: string): Response {
  const { status, title } = problemKinds[problem.code];
  const body: Problem = {
    type: `/api#${problem.code}`,
    title,
    status,
    detail: problem.message,
    instance,
    code: problem.code,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...problem.headers,
    },
  });
}
