/** What people ask, and the command that answers it. */
const QUESTIONS: readonly (readonly [string, string])[] = [
  ['What came this week?', 'modelwatch releases --since 7d'],
  ['What has DeepSeek released?', 'modelwatch releases --lab deepseek --all'],
  ['Which of them can I run on one card?', 'modelwatch releases --parameters ..32B --openness open-weights'],
  ['Which mixtures of experts run with at most 5B active?', 'modelwatch releases --active ..5B'],
  ['Which are under MIT or Apache?', 'modelwatch releases --license mit,apache-2.0'],
  ['Which read images?', 'modelwatch releases --modality image'],
  ['Which take more than 200,000 tokens?', 'modelwatch releases --context 200K..'],
  ['What is announced and not there yet?', 'modelwatch releases --lifecycle planned'],
  ['Every size of Qwen, for a spreadsheet?', 'modelwatch releases --lab qwen --rows models --format csv'],
  ['What is said of the labs besides?', 'modelwatch releases --rows news --since 30d'],
];

export const releaseQuestions = `
Ten questions:
${QUESTIONS.map(([question, command]) => `  ${question}\n    ${command}`).join('\n')}

"modelwatch release ID" shows where each fact comes from, and on what its sources disagree.`;
