/** Choosing several entries of the list: by box, by key, or a range with Shift. */

import { Behaviour } from "../shared/behaviour.js";
import { isPlainKey } from "../shared/keys.js";

/** Of the bar with what can be done with them. Options: `list`. */
export class Selection extends Behaviour {
  #last = null;

  constructor(bar, options) {
    super(bar, options);
    const byId = (id) => document.getElementById(id);
    this.status = byId("chosen");
    this.wholePage = byId("choose-page");
    this.all = byId("choose-all");
    [this.approve, this.reject] = bar.querySelectorAll("button[name=verdict]");
  }

  start() {
    const { list } = this.options;
    this.listen(list, "click", (event) => this.#click(event));
    // With Shift a browser would mark the text in between.
    this.listen(list, "mousedown", (event) => {
      if (event.shiftKey && event.target.closest(".choose label")) event.preventDefault();
    });
    this.listen(this.wholePage, "click", () => {
      for (const box of this.boxes) box.checked = this.wholePage.checked;
      this.#draw();
    });
    this.listen(this.all, "click", () => this.#draw());
    this.listen(document, "keydown", (event) => this.#press(event));
    // The list fills and empties by itself, and what was chosen may leave it.
    const observer = new MutationObserver(() => this.#draw());
    observer.observe(list, { childList: true });
    this.atEnd(() => observer.disconnect());
    this.#draw();
  }

  get boxes() {
    return [...this.options.list.querySelectorAll("input[name=chosen]")];
  }

  #click(event) {
    const box = event.target.closest("input[name=chosen]");
    if (!box) return;
    if (event.shiftKey) this.#chooseRange(box);
    this.#last = box;
    this.#draw();
  }

  /** All between the box that was used last and this one become as this one is. */
  #chooseRange(box) {
    const { boxes } = this;
    const [from, to] = [boxes.indexOf(this.#last), boxes.indexOf(box)].sort((a, b) => a - b);
    if (from < 0) return;
    for (const other of boxes.slice(from, to + 1)) other.checked = box.checked;
  }

  #draw() {
    const { boxes, all, wholePage, status, element: bar } = this;
    const count = boxes.filter((box) => box.checked).length;
    const text = all.checked ? all.nextElementSibling.textContent : this.#phrase(count);
    if (status.textContent !== text) status.textContent = text;
    bar.hidden = boxes.length === 0;
    bar.classList.toggle("active", count > 0 || all.checked);
    this.approve.disabled = this.reject.disabled = count === 0 && !all.checked;
    wholePage.checked = count > 0 && count === boxes.length;
    wholePage.indeterminate = count > 0 && count < boxes.length;
    for (const box of boxes) box.closest(".entry").classList.toggle("chosen", box.checked);
  }

  #phrase(count) {
    const { none, one, many } = this.status.dataset;
    if (count === 0) return none;
    return count === 1 ? one : many.replace("%n", count);
  }

  #press(event) {
    const { key } = event;
    if (!isPlainKey(event) || event.repeat || event.target.matches("select")) return;
    // Capitals by Shift, and not because the lock is on.
    if (key !== key.toLowerCase() && !event.shiftKey) return;
    const command = { x: () => this.#chooseCurrent(), F: () => this.approve.click(), D: () => this.reject.click() }[
      key
    ];
    if (!command) return;
    event.preventDefault();
    command();
  }

  #chooseCurrent() {
    const entry = document.activeElement?.closest?.(".entry") ?? this.options.list.querySelector(".entry.current");
    entry?.querySelector("input[name=chosen]")?.click();
  }
}
