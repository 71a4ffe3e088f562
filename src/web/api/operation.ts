import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { WebContext, WebEnv } from '../web-env.ts';
import { requireWriting } from './access.ts';
import { type ProblemCode, problemKinds } from './problem.ts';
import { readBody, readPath, readQuery } from './reading-input.ts';
import { problemSchema } from './schemas/problem.ts';

/** An answer, as the document describes it. */
export interface DescribedAnswer {
  readonly description: string;
  readonly type?: string;
  readonly schema?: z.ZodType;
  /** Names of headers that it has beside the usual ones, and what they say. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was asked, understood. */
export interface Asked<Path, Query, Body> {
  readonly c: WebContext;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
}

/** One thing that the API does: what the document says of it, what it takes, and how it answers. */
export interface Operation<
  Path extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodObject = z.ZodObject,
> {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below /api/v1, as `/releases/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly takesPath?: Path;
  readonly takesQuery?: Query;
  readonly takesBody?: Body;
  readonly access: 'read' | 'write';
  /** By status. */
  readonly answers: Readonly<Record<number, DescribedAnswer>>;
  /** What may go wrong beside what may go wrong everywhere. */
  readonly problems?: readonly ProblemCode[];
  /** Addresses below /api/v1 that show it, and bodies to send there. */
  readonly examples: readonly { readonly address: string; readonly body?: string }[];
  readonly answer: (asked: Asked<z.output<Path>, z.output<Query>, z.output<Body>>) => Promise<Response>;
}

/** Leaves an operation as it is, and knows the types of what it takes. */
export function operation<Path extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodObject>(
  one: Operation<Path, Query, Body>,
): Operation {
  return one as unknown as Operation;
}

const NOTHING = z.object({});

const EVERYWHERE = ['token-missing', 'token-invalid', 'too-many-requests', 'store-unavailable'] as const;

/** Describes an operation in the document, and answers it. */
export function addOperation(app: OpenAPIHono<WebEnv>, one: Operation): void {
  app.openAPIRegistry.registerPath(createRoute(described(one)));
  const path = one.path.replaceAll(/\{(\w+)\}/g, ':$1');
  app.on(one.method.toUpperCase(), path, async (c) => {
    if (one.access === 'write') requireWriting(c);
    return await one.answer({
      c,
      path: readPath(c, one.takesPath ?? NOTHING),
      query: readQuery(c, one.takesQuery ?? NOTHING),
      body: one.takesBody === undefined ? {} : await readBody(c, one.takesBody),
    });
  });
}

function described(one: Operation): RouteConfig & { path: string } {
  const { takesPath, takesQuery, takesBody } = one;
  return {
    operationId: one.id,
    method: one.method,
    path: one.path,
    tags: [one.tag],
    summary: one.summary,
    ...(one.description === undefined ? {} : { description: one.description }),
    security: one.access === 'write' ? [{ token: [] }] : [{}, { token: [] }],
    request: {
      ...(takesPath === undefined ? {} : { params: takesPath }),
      ...(takesQuery === undefined ? {} : { query: takesQuery }),
      ...(takesBody === undefined
        ? {}
        : { body: { required: false, content: { 'application/json': { schema: takesBody } } } }),
    },
    responses: { ...answersOf(one), ...problemsOf(one) },
  };
}

type Responses = RouteConfig['responses'];

function answersOf(one: Operation): Responses {
  return Object.fromEntries(
    Object.entries(one.answers).map(
      ([status, { description, schema, type = 'application/json', headers }]) => [
        status,
        {
          description,
          ...(headers === undefined ? {} : { headers: headersOf(headers) }),
          ...(schema === undefined ? {} : { content: { [type]: { schema } } }),
        },
      ],
    ),
  );
}

function headersOf(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );
}

/** Several problems may have one status. */
function problemsOf(one: Operation): Responses {
  const codes: ProblemCode[] = [
    ...(one.takesQuery === undefined && one.takesPath === undefined ? [] : (['invalid-parameters'] as const)),
    ...(one.takesBody === undefined ? [] : (['invalid-body', 'body-not-json', 'too-large'] as const)),
    ...EVERYWHERE,
    ...(one.access === 'write' ? (['token-reads-only'] as const) : []),
    ...(one.problems ?? []),
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => problemKinds[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, own]) => [
      status,
      {
        description: own.map((code) => `\`${code}\`: ${problemKinds[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
