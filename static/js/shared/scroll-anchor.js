/** What is being looked at stays where it is on the screen, whatever changes above it. */

export function isOnScreen(element) {
  const { height, top, bottom } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}

/**
 * @param {Element | undefined} anchor what stays
 * @param {() => void} change
 * @param {(anchor: Element) => Element | null} successor what is in its place when it was replaced
 */
export function keepInPlace(anchor, change, successor = () => null) {
  const before = anchor?.getBoundingClientRect().top;
  change();
  const now = anchor?.isConnected ? anchor : anchor && successor(anchor);
  if (now) scrollBy({ top: now.getBoundingClientRect().top - before, behavior: "instant" });
}
