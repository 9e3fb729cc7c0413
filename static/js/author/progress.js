/** How many reactions wait for the author, and how many are done today. */

import { Behaviour } from "../shared/behaviour.js";

/** Of the bar. Options: `words`. */
export class Progress extends Behaviour {
  start() {
    this.listen(document, "open-count", ({ detail }) => this.#draw(detail));
  }

  /** Another one is done, or with -1 one is to be done again. */
  add(done) {
    const { element: bar } = this;
    bar.max = Math.max(bar.max, bar.value + done); // or the bar would not go that far
    bar.value += done;
    document.dispatchEvent(new Event("open-changed"));
  }

  #draw(open) {
    const { element: bar, options } = this;
    const { words } = options;
    const done = Number(bar.value);
    const [left, doneToday] = [document.querySelector("#left"), document.querySelector("#done")];
    left.textContent = open === "0" ? words.none : words.left.replace("%n", open);
    doneToday.textContent = ` · ${words.done.replace("%n", done)}`;
    doneToday.hidden = done === 0;
    bar.max = done + Number.parseInt(open, 10) || 1;
    bar.hidden = done === 0;
    document.title = open === "0" ? words.title : words.title.replace(" ·", ` (${open}) ·`);
  }
}
