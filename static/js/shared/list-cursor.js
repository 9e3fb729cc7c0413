/** Going through a list entry by entry, with the focus on the one that is read. */

/**
 * @param {Element} list
 * @param {(entry: Element) => boolean} isOpen whether there is something to do with an entry
 * @param {(entry: Element) => boolean} isTaken whether somebody else is doing it
 */
export function walk(list, isOpen, isTaken = () => false) {
  const entries = () => [...list.querySelectorAll(":scope > [data-id]")];
  const current = () => document.activeElement?.closest?.(".entry") ?? list.querySelector(".entry.current");

  function go(entry) {
    if (!entry) return;
    for (const other of list.querySelectorAll(".current")) other.classList.remove("current");
    entry.classList.add("current");
    entry.focus({ preventScroll: true });
    // One that is longer than the screen is read from its beginning.
    const block = entry.offsetHeight > innerHeight ? "start" : "nearest";
    entry.scrollIntoView({ block, behavior: "instant" });
  }

  /** What nobody else has, if there is any. */
  const firstOf = (open) => open.find((entry) => !isTaken(entry)) ?? open[0];

  function step(direction) {
    const open = entries().filter(isOpen);
    const from = current();
    // Where one is: after a look elsewhere the browser only knows how far the page was scrolled.
    if (!from) return go(firstOf(open.filter((entry) => entry.getBoundingClientRect().top >= 0)) ?? firstOf(open));
    const all = entries();
    const rest = direction > 0 ? all.slice(all.indexOf(from) + 1) : all.slice(0, all.indexOf(from)).reverse();
    return go(rest.find(isOpen));
  }

  /** The one to do after this: the next that is open, or else the first; not a colleague's. */
  function after(entry) {
    const all = entries();
    const position = all.indexOf(entry);
    return firstOf([...all.slice(position + 1), ...all.slice(0, position)].filter(isOpen));
  }

  /** Put a new entry where the server has it: before the first of those after it that is here. */
  function put(entry, fresh) {
    const order = fresh.map((other) => other.dataset.id);
    const further = new Set(order.slice(order.indexOf(entry.dataset.id) + 1));
    const next = entries().find((other) => further.has(other.dataset.id));
    list.insertBefore(entry, next ?? null);
  }

  return { entries, current, go, step, after, put };
}
