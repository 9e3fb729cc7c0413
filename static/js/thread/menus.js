/** The small menus of reactions close as menus do: by a click elsewhere, and by Escape. */

import { Behaviour } from "../shared/behaviour.js";

export class Menus extends Behaviour {
  get #open() {
    return this.element.querySelectorAll("details.further[open]");
  }

  start() {
    this.listen(this.element, "click", ({ target }) => {
      for (const menu of this.#open) if (!menu.contains(target)) menu.open = false;
    });
    this.listen(this.element, "keydown", ({ key, target }) => {
      if (key !== "Escape") return;
      for (const menu of this.#open) {
        menu.open = false;
        if (menu.contains(target)) menu.querySelector("summary").focus();
      }
    });
  }
}
