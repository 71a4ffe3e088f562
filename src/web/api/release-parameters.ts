import { z } from '@hono/zod-openapi';
import { kinds, lifecycles, releaseStatuses } from '../../domain/catalog.ts';
import type { Lab } from '../../domain/lab.ts';
import { problemInWords } from '../../domain/question-in-words.ts';
import { planChoices, type ReleaseQuery, releaseOrders } from '../../domain/release-query.ts';
import {
  type QuestionProblem,
  type TypedQuestion,
  understandQuestion,
} from '../../domain/release-question.ts';
import { oneOf, word } from './parameters.ts';
import { invalidParameters, parameterProblem } from './reading-input.ts';

const several = 'several with commas between';
const AMOUNT = 'an amount or a span, as `7B`, `7B..70B`, `100B..`, `..4B`';
const MOMENT = 'a year, month or day (UTC), an instant of ISO 8601, or how long ago, as `7d`';

/** What lists of releases may be asked for; how it is written is the page's and the command line's, too. */
export const releaseParameters = z.object({
  lab: word(`Id of a lab, which means those that belong to it, too; ${several}`, 'qwen'),
  kind: word(`${kinds.join(', ')}; ${several}`, 'llm,vlm'),
  status: word(`${releaseStatuses.join(', ')}; ${several}`),
  lifecycle: word(`${lifecycles.join(', ')}; ${several}`),
  parameters: word(`Parameters in all: ${AMOUNT}. A release fits where one of its models does`, '..32B'),
  active: word('Parameters that are active, likewise'),
  context: word('Tokens of context, likewise', '128K..'),
  license: word(`Licence, as \`mit\`; ${several}`, 'mit,apache-2.0'),
  modality: word(`What it reads, as \`image\`; ${several}`),
  openness: word(`As \`open-weights\`; ${several}`),
  since: word(`Where it stands in the timeline, from then on: ${MOMENT}`, '2025-07'),
  until: word('Before that, likewise'),
  text: word('Part of the name of a release, its family or one of its repos'),
  plans: oneOf(planChoices, 'What is said and not there yet: nothing else, or none of it; both unless told'),
  order: word(
    `By what they are sorted: ${releaseOrders.join(', ')}; with \`-\` before it the greatest first. The newest first unless told`,
    '-parameters',
  ),
});

/** Throws ApiProblem with what is wrong with each parameter. `now`: milliseconds since 1970. */
export function releaseQuery(typed: TypedQuestion, labs: readonly Lab[], now: number): ReleaseQuery {
  const { query, problems } = understandQuestion(typed, labs, now);
  refuseQuestion(problems);
  return query;
}

/** Throws ApiProblem where anything of a question cannot be understood. */
export function refuseQuestion(problems: readonly QuestionProblem[]): void {
  if (problems.length === 0) return;
  throw invalidParameters(
    problems.map((problem) => {
      const { sentence, hint } = problemInWords(problem, (field) => `"${field}"`);
      return parameterProblem('query', problem.field, hint === null ? sentence : `${sentence}. ${hint}`);
    }),
  );
}
