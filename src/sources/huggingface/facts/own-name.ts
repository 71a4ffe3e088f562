/** Whether the head of a row or column speaks of the repo's own model: the same letters and digits, all of them. */
export function isOwnName(cell: string, repo: string): boolean {
  const own = fold(repo.slice(repo.indexOf('/') + 1));
  // What stands in brackets is a mode or a remark: "GLM-4.5 (Thinking)" is not this model's plain score.
  const name = cell.replace(/\((?:ours|this model)\)/i, '').replace(/^[\w.-]+\//, '');
  return own !== '' && fold(name) === own;
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '');
}
