/** A list of entries that is gone through one by one, and that fills and empties by itself. */

import { Behaviour } from "./behaviour.js";
import { coalesce } from "./coalesce.js";
import { fetchPage, focusOn } from "./dom.js";
import { isOnScreen, keepInPlace } from "./scroll-anchor.js";

const PAUSE = 1_000; // between two fetches: on a busy site there is always something

/**
 * Options: `isOpen(entry)`, whether there is something to do with it; `isTaken(entry)`, whether
 * somebody else is doing it; `merge(fresh)`, which puts the entries of the server's page in the
 * list; `refused(response)`, for when there is no page; `merged(page)`, what else follows.
 */
export class EntryList extends Behaviour {
  start() {
    this.refresh = coalesce(this, PAUSE, () => this.#mend());
  }

  get entries() {
    return [...this.element.querySelectorAll(":scope > [data-id]")];
  }

  get open() {
    return this.entries.filter(this.options.isOpen);
  }

  get current() {
    return document.activeElement?.closest?.(".entry") ?? this.element.querySelector(".entry.current");
  }

  // --- Going through it ----------------------------------------------------------------------------

  goTo(entry) {
    if (!entry) return;
    for (const other of this.element.querySelectorAll(".current")) other.classList.remove("current");
    entry.classList.add("current");
    focusOn(entry);
    // One that is longer than the screen is read from its beginning.
    const block = entry.offsetHeight > innerHeight ? "start" : "nearest";
    entry.scrollIntoView({ block, behavior: "instant" });
  }

  /** Go to the next open entry, or with -1 to the one before. */
  step(direction) {
    const from = this.current;
    if (!from) {
      // Where one is: after a look elsewhere the browser only knows how far the page was scrolled.
      const below = this.open.filter((entry) => entry.getBoundingClientRect().top >= 0);
      return this.goTo(this.#firstFree(below) ?? this.#firstFree(this.open));
    }
    const all = this.entries;
    const rest = direction > 0 ? all.slice(all.indexOf(from) + 1) : all.slice(0, all.indexOf(from)).reverse();
    return this.goTo(rest.find(this.options.isOpen));
  }

  /** The one to do after this: the next that is open, or else the first; not a colleague's. */
  after(entry) {
    const all = this.entries;
    const position = all.indexOf(entry);
    return this.#firstFree([...all.slice(position + 1), ...all.slice(0, position)].filter(this.options.isOpen));
  }

  /** What nobody else has, if there is any. */
  #firstFree(open) {
    const { isTaken = () => false } = this.options;
    return open.find((entry) => !isTaken(entry)) ?? open[0];
  }

  // --- Mending it ----------------------------------------------------------------------------------

  async #mend() {
    const { response, page } = await fetchPage(location.href);
    if (!this.isConnected) return;
    if (response.redirected || !response.ok) {
      this.options.refused?.(response);
      return;
    }
    const fresh = [...page.querySelectorAll(`#${this.element.id} > [data-id]`)];
    this.keepStill(() => this.options.merge(fresh));
    const pages = document.querySelector("#pages");
    pages.hidden = page.querySelector("#pages").hidden;
    pages.firstElementChild.href = page.querySelector("#pages > a").href;
    await this.options.merged(page, fresh);
  }

  /** Make a change without moving what is read: the entry with the focus, or the first in sight. */
  keepStill(change) {
    const held = document.activeElement?.closest(".entry");
    keepInPlace(held && isOnScreen(held) ? held : this.entries.find(isOnScreen), change);
  }

  /** Add those of the server's entries that are not here, each before the first of those after it. */
  addMissing(fresh) {
    const here = new Map(this.entries.map((entry) => [entry.dataset.id, entry]));
    let next = null;
    return fresh.toReversed().flatMap((entry) => {
      const old = here.get(entry.dataset.id);
      const node = old ?? document.adoptNode(entry);
      if (!old) this.element.insertBefore(node, next);
      next = node;
      return old ? [] : [node];
    });
  }
}
