// Evaluated in a page: what has the focus, and whether somebody can see that it has.
(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    name: (
      element.getAttribute('aria-label') ??
      element.labels?.[0]?.textContent ??
      element.textContent ??
      ''
    ).trim(),
    element: element.localName,
    outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    inSight:
      width > 0 &&
      height > 0 &&
      left >= 0 &&
      top >= 0 &&
      top < window.innerHeight &&
      left < window.innerWidth,
  };
})();
