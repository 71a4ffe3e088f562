/** How texts speak of a lab, beyond its names: what only people who know it can tell. Configuration (`texts:` in labs.yaml). */
export interface LabInTexts {
  /**
   * Names of the lab or its families that are other things too (a given name, an instruction, a dynasty): they count
   * only where another name of the lab, or a version that the lab would write so, stands by them.
   */
  readonly ambiguous?: readonly string[];
  /** Its maker does much besides models (phones, games, deliveries): its names count only where AI is the matter. */
  readonly diversified?: boolean;
  /** Names that texts give to its families, each with what its repos are called: `通义千问: Qwen`. */
  readonly spoken?: Readonly<Record<string, string>>;
  /** Letters that stand for a generation beside the lab's name: `R: DeepSeek-R` reads DeepSeek's R1 as DeepSeek-R1. */
  readonly generations?: Readonly<Record<string, string>>;
  /** Families that write their version without a dash: Qwen3, where others write GLM-4.6. */
  readonly glued?: readonly string[];
}
