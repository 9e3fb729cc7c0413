/** What is being looked at stays where it is on the screen, whatever changes above it. */

/**
 * @param {Element[]} entries in their order on the page
 * @param {() => void} change
 */
export function steady(entries, change) {
  const held = document.activeElement?.closest(".entry");
  const isSeen = (entry) => entry.getBoundingClientRect().bottom > 0;
  // The one with the focus if it is on the screen, else the first that is.
  const anchor = held && isSeen(held) && held.getBoundingClientRect().top < innerHeight ? held : entries.find(isSeen);
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
}
