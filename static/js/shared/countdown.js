/** Counts down how long something can still be done, and takes it away when the time is over. */

import { Behaviour } from "./behaviour.js";

/** Options: `words`, with `left`. */
export class Countdown extends Behaviour {
  start() {
    this.every(1000, () => this.#draw());
    this.#draw();
  }

  #draw() {
    const { element } = this;
    const seconds = Math.round((new Date(element.dataset.until) - Date.now()) / 1000);
    if (seconds <= 0) {
      (element.closest("[data-edit]") ?? element).remove();
      this.disconnect();
      return;
    }
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    element.textContent = `(${this.options.words.left.replace("%s", time)})`;
  }
}
