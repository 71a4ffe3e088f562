/**
 * Who speaks, and so what may be believed: a lab of itself; an outlet; an encyclopedia, which alone opens no release; a
 * catalogue of what can be used, as a router's list of models.
 */
export const voices = ['lab', 'outlet', 'encyclopedia', 'catalogue'] as const;

export type Voice = (typeof voices)[number];
