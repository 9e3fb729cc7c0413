/** Follows a decision on many: looks every second, and mends what differs. */

import { Behaviour } from "../shared/behaviour.js";
import { fetchPage, focusOn } from "../shared/dom.js";

const EVERY = 1_000;

export class BulkProgress extends Behaviour {
  start() {
    if (this.element.hasAttribute("data-moving")) this.later(EVERY, () => this.#look());
  }

  async #look() {
    try {
      const { response, page } = await fetchPage(location.href);
      if (response.redirected) return location.reload();
      if (response.ok && this.isConnected) this.#mend(page.querySelector("#batch"));
    } catch {
      // No connection: the next look may have one.
    }
    return this.start();
  }

  /** Only what says something else now is replaced: a screen reader hears what changed. */
  #mend(now) {
    const { element } = this;
    element.toggleAttribute("data-moving", now.hasAttribute("data-moving"));
    for (const part of element.querySelectorAll("[data-part]")) {
      const other = now.querySelector(`[data-part=${part.dataset.part}]`);
      if (part.innerHTML === other.innerHTML) continue;
      const had = part.contains(document.activeElement);
      part.replaceChildren(...other.childNodes);
      if (had) focusOn(part.querySelector("button, a") ?? element.querySelector("#title"));
    }
  }
}
