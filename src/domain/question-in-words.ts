import { suggest } from './nearest.ts';
import type { QuestionField, QuestionProblem } from './release-question.ts';

export const MOMENT_HINT =
  'Write a year, a month or a day (2025, 2025-07, 2025-07-11), a time with its zone (2025-07-11T14:00:00Z), or how long ago (12h, 7d, 4w).';

export const AMOUNT_HINT = 'Write an amount or a span: 7B, 7B..70B, 100B.., ..4B, 128K..';

/** What is wrong with a question, and how to mend it, in English. `called`: how the reader calls a field, as `--kind`. */
export function problemInWords(
  { field, reason, typed, nearest, expected }: QuestionProblem,
  called: (field: QuestionField) => string,
): { readonly sentence: string; readonly hint: string | null } {
  switch (reason) {
    case 'unknown-value':
      return {
        sentence: `${called(field)} knows no "${typed}"${suggest(typed, expected, 'Known values')}`,
        hint: null,
      };
    case 'unknown-lab': {
      const meant =
        nearest === null ? suggest(typed, expected, 'Known labs') : `. Did you mean "${nearest}"?`;
      return {
        sentence: `there is no lab "${typed}"${meant || '. "modelwatch labs" lists them'}`,
        hint: null,
      };
    }
    case 'no-amount':
      return { sentence: `"${typed}" is no amount for ${called(field)}`, hint: AMOUNT_HINT };
    case 'no-moment':
      return { sentence: `"${typed}" is no date`, hint: MOMENT_HINT };
    case 'too-long':
      return { sentence: `${called(field)} is asked for too much at once: ${typed}`, hint: null };
  }
}
