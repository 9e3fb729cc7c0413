/** How many reactions wait for an author, wherever the page says so, and kept up to date. */

import { Behaviour } from "../shared/behaviour.js";

/** Others hear of the number by the event `open-count`. */
export class OpenCount extends Behaviour {
  start() {
    const recount = () => this.#recount().catch(() => {});
    for (const type of ["counts", "open-changed"]) this.listen(document, type, recount);
    this.listen(document, "visibilitychange", () => document.visibilityState === "visible" && recount());
  }

  async #recount() {
    const response = await fetch(this.element.dataset.openAddress, { cache: "no-store" });
    if (response.redirected || !response.ok) return;
    const { open } = await response.json();
    for (const place of document.querySelectorAll("[data-open-count]")) {
      place.textContent = open;
      place.hidden = open === "0";
    }
    document.dispatchEvent(new CustomEvent("open-count", { detail: open }));
  }
}
