import { z } from '@hono/zod-openapi';

/** RFC 9457: https://www.rfc-editor.org/rfc/rfc9457. */
export const problemSchema = z
  .object({
    type: z.string().openapi({
      description: 'Where this kind of problem is described',
      example: '/api#invalid-parameters',
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: 'What was asked for' }),
    code: z.string().openapi({ description: 'Stable, for programs', example: 'invalid-parameters' }),
    errors: z
      .array(
        z.object({
          in: z.enum(['query', 'path', 'body']),
          name: z.string(),
          message: z.string(),
        }),
      )
      .optional()
      .openapi({ description: 'What is wrong with each parameter' }),
  })
  .openapi('Problem');

export type Problem = z.infer<typeof problemSchema>;
export type ParameterProblem = NonNullable<Problem['errors']>[number];
