/** What a lab does its own way when it names repos. Configuration (`conventions:` in labs.yaml), never code. */
export interface NamingConventions {
  /**
   * Names that the general rules would open a release for, although the lab announces them together with another:
   * a repo whose name (without the organization, case ignored) matches `pattern` takes `stem` as its own. The stem
   * is spelled as the lab spells the release (`GLM-4-0414`), since it is shown as the release's name too.
   */
  readonly joins?: readonly { readonly pattern: string; readonly stem: string }[];
  /** Words that name a line of this lab, beside the general ones: each opens a release of its own. */
  readonly lines?: readonly string[];
  /** Words that name a mode of this lab, beside the general ones. */
  readonly modes?: readonly string[];
  /** Words that name a variant within a release of this lab (sizes by name and the like): they never open one. */
  readonly variants?: readonly string[];
}
