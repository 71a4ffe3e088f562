import type { z } from '@hono/zod-openapi';
import { suggest } from '../../domain/nearest.ts';
import type { WebContext } from '../web-env.ts';
import { ApiProblem } from './problem.ts';
import type { ParameterProblem } from './schemas/problem.ts';

/** Throws ApiProblem `not-found`: what cannot be an id is the id of nothing. */
export function readPath<Schema extends z.ZodObject>(c: WebContext, schema: Schema): z.output<Schema> {
  const { data } = schema.safeParse(c.req.param());
  if (data === undefined) throw new ApiProblem('not-found', 'There is nothing of that id.');
  return data;
}

/**
 * The query, in which a parameter may come several times instead of with commas. Throws ApiProblem that says what is
 * wrong with each parameter; one that is not known is refused, since a filter that is passed over gives wrong answers.
 */
export function readQuery<Schema extends z.ZodObject>(c: WebContext, schema: Schema): z.output<Schema> {
  const given = Object.entries(c.req.queries()).map(([name, values]) => [name, values.join(',')] as const);
  const known = Object.keys(schema.shape);
  const unknown = given
    .filter(([name]) => !known.includes(name))
    .map(([name]) => parameterProblem('query', name, `is not known${suggest(name, known, 'Known')}`));
  // What is empty is not asked: forms send it so.
  const asked = Object.fromEntries(given.filter(([, value]) => value !== ''));
  const { data, error } = schema.safeParse(asked);
  const errors = [...unknown, ...problemsOf('query', error)];
  if (data === undefined || errors.length > 0) throw invalidParameters(errors);
  return data;
}

/** Throws ApiProblem where it is no JSON, or not what is taken. No body is an empty object. */
export async function readBody<Schema extends z.ZodObject>(
  c: WebContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = (await c.req.text()).trim();
  if (text === '') return schema.parse({});
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw new ApiProblem('body-not-json', 'Send the body as JSON, with "Content-Type: application/json".');
  const { data, error } = schema.safeParse(parsedJson(text));
  if (error !== undefined) {
    const errors = problemsOf('body', error);
    throw new ApiProblem('invalid-body', sentenceOf(errors), { errors });
  }
  return data;
}

export function invalidParameters(errors: readonly ParameterProblem[]): ApiProblem {
  return new ApiProblem('invalid-parameters', sentenceOf(errors), { errors: [...errors] });
}

export function parameterProblem(
  place: ParameterProblem['in'],
  name: string,
  message: string,
): ParameterProblem {
  return { in: place, name, message };
}

function sentenceOf(errors: readonly ParameterProblem[]): string {
  return errors.map(({ name, message }) => `${name}: ${message}`).join('; ');
}

function problemsOf(place: ParameterProblem['in'], error: z.ZodError | undefined): ParameterProblem[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || place];
    return names.map((name) => parameterProblem(place, name, issue.message));
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ApiProblem('invalid-body', 'The body is no valid JSON.');
    throw error;
  }
}
