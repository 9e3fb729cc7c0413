/** Branches that a reader collapses stay so for the visit. */

import { Behaviour } from "../shared/behaviour.js";
import { plural } from "./thread.js";

/** Of the list. Options: `thread` and `words`. */
export class CollapsibleBranches extends Behaviour {
  start() {
    const { thread } = this.options;
    this.name = `folded:${thread.article}`;
    this.collapsed = new Set(this.#recall());
    this.listen(this.element, "click", ({ target }) => {
      if (!target.classList.contains("fold")) return;
      const { id } = target.closest("[data-id]").dataset;
      if (!this.collapsed.delete(id)) this.collapsed.add(id);
      this.#update();
    });
    thread.onChange(() => this.#draw(), this.signal);
    this.#draw();
  }

  /** Open every branch that hides this reaction. */
  expand(node) {
    for (const { dataset } of this.options.thread.places)
      if (node.dataset.path !== dataset.path && node.dataset.path.startsWith(dataset.path))
        this.collapsed.delete(dataset.id);
    this.#update();
  }

  #recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name) ?? "[]");
    } catch {
      return [];
    }
  }

  #update() {
    try {
      sessionStorage.setItem(this.name, JSON.stringify([...this.collapsed]));
    } catch {
      /* collapsed until the page is left */
    }
    this.#draw();
  }

  /** Draw what is collapsed: one pass, since the list is in thread order. */
  #draw() {
    const { places } = this.options.thread;
    let hiding = null;
    places.forEach((place, index) => {
      const { path, id } = place.dataset;
      if (hiding && !path.startsWith(hiding)) hiding = null;
      place.classList.toggle("folded-away", hiding !== null);
      const isCollapsed = this.collapsed.has(id);
      let size = 0;
      while (places[index + size + 1]?.dataset.path.startsWith(path)) size += 1;
      this.#drawButton(place, size, isCollapsed);
      if (isCollapsed && hiding === null && size) hiding = path;
    });
  }

  #drawButton(place, size, isCollapsed) {
    const { words } = this.options;
    const foot = place.querySelector("footer") ?? place;
    let button = foot.querySelector(".fold");
    if (!size) {
      button?.remove();
      return;
    }
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "fold link";
      foot.append(button);
    }
    button.setAttribute("aria-expanded", String(!isCollapsed));
    const [one, many] = isCollapsed ? [words.unfoldOne, words.unfoldMany] : [words.foldOne, words.foldMany];
    const text = plural(one, many, size);
    if (button.textContent !== text) button.textContent = text;
  }
}
