/** The parts of d3 that charts are drawn with. No document is needed: they turn numbers into places. */
export interface Drawing {
  readonly scale: typeof import('d3-scale');
  readonly shape: typeof import('d3-shape');
  readonly array: typeof import('d3-array');
}

/** Loaded with the first chart that is drawn: nothing else needs them. */
export async function loadDrawing(): Promise<Drawing> {
  const [scale, shape, array] = await Promise.all([
    import('d3-scale'),
    import('d3-shape'),
    import('d3-array'),
  ]);
  return { scale, shape, array };
}

/** Width of every drawing, in the units of its view box; on a narrow screen it is scrolled sideways. */
export const WIDTH = 720;

/** A place in a drawing: a tenth of a unit is finer than any screen shows. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}
