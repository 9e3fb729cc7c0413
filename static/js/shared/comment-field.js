/** A field for a reaction counts towards its limit, and has its preview made while one types. */

import { Behaviour } from "./behaviour.js";

const PREVIEW_AFTER = 600;

/** Options: `words`, with `characters` and `tooLong`. */
export class CommentField extends Behaviour {
  #preview = 0;

  start() {
    // The server judges the length, and says so in words; the browser must not cut off what is typed.
    this.element.removeAttribute("maxlength");
    this.listen(this.element, "input", () => this.#update(true));
    this.#update(false);
  }

  #update(typed) {
    const { element: text, options } = this;
    const counter = text.form.querySelector(".counter");
    const most = Number(text.dataset.counter);
    const left = most - [...text.value.replaceAll("\r\n", "\n").trim()].length;
    const phrase = left < 0 ? options.words.tooLong : options.words.characters;
    counter.classList.toggle("over", left < 0);
    // Every keystroke read aloud would be unbearable; near the limit it matters.
    counter.textContent = text.value && left < most * 0.5 ? phrase.replace("%n", Math.abs(left)) : "";
    const preview = text.form.querySelector("#preview");
    this.cancel(this.#preview);
    // What nobody typed yet needs no preview; what was wiped out again loses the one it had.
    if (preview && (typed || text.value))
      this.#preview = this.later(PREVIEW_AFTER, () => window.htmx?.trigger(preview, "preview"));
  }
}
