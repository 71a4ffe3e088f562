// Evaluated in a page: what stands out to its side, unless it scrolls by itself or is meant to be out of sight.
(() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const clips = (element) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX);
  const isClipped = (element) => {
    for (
      let above = element.parentElement;
      above !== null && above !== document.body;
      above = above.parentElement
    )
      if (clips(above)) return true;
    return false;
  };
  const out = [...document.body.querySelectorAll('*')].filter((element) => {
    const { width: own, right } = element.getBoundingClientRect();
    return own > 1 && right > width + 0.5 && !isClipped(element);
  });
  const named = out.map(
    ({ localName, className, textContent }) => `${localName}.${className}: ${textContent.slice(0, 60)}`,
  );
  return root.scrollWidth > width ? [`${root.scrollWidth} px wide in a window of ${width}`, ...named] : named;
})();
