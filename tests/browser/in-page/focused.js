// Evaluated in a page: what has the focus, and whether somebody can see that it has.
(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return {
    name: (
      element.getAttribute('aria-label') ??
      element.labels?.[0]?.textContent ??
      element.textContent ??
      ''
    ).trim(),
    element: element.localName,
    outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    // Of a table that is larger than the window, a part.
    inSight: right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight,
  };
})();
