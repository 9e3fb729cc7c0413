/** An entry is pushed aside to decide on it: to the right to approve, to the left to reject. */

import { Behaviour } from "../shared/behaviour.js";

const BEGINS = 12; // pixels before it is a gesture
const SLOPE = 1.5; // times as far across as up or down; what is steeper scrolls
const ENOUGH = 96; // pixels after which letting go decides
const EDGE = 24; // pixels at the sides, where a phone has gestures of its own
const OFF = "swipe-off";
const page = document.documentElement;

/**
 * Of the queue. Options: `choices(entry)`, what each side does with an entry, if anything:
 * `{ right: { word, act }, left: { word, act } }`.
 */
export class Swipe extends Behaviour {
  #swipe = null;
  #calm = matchMedia("(prefers-reduced-motion: reduce)");

  start() {
    this.listen(this.element, "pointerdown", (event) => this.#begin(event));
    this.listen(document, "pointermove", (event) => this.#move(event));
    this.listen(document, "pointerup", (event) => this.#finish(event));
    this.listen(document, "pointercancel", () => this.#drop());
    this.listen(document, "keydown", (event) => event.key === "Escape" && this.#drop());
    this.atEnd(() => this.#drop());
  }

  #begin(event) {
    if (event.pointerType !== "touch" || !page.classList.contains("swipes")) return;
    // A second finger means something else.
    if (this.#swipe || !event.isPrimary) {
      this.#drop();
      return;
    }
    const entry = event.target.closest(".entry");
    const isElsewhere = event.clientX < EDGE || event.clientX > innerWidth - EDGE;
    if (!entry || isElsewhere || event.target.closest("input, select, textarea, details.reject[open]")) return;
    const { pointerId: id, clientX: x, clientY: y } = event;
    this.#swipe = { entry, id, x, y, sides: this.options.choices(entry) };
  }

  #move(event) {
    const swipe = this.#swipe;
    if (event.pointerId !== swipe?.id) return;
    const across = event.clientX - swipe.x;
    const down = Math.abs(event.clientY - swipe.y);
    if (!swipe.label) {
      if (down > BEGINS && down * SLOPE > Math.abs(across)) {
        this.#drop();
        return;
      }
      if (Math.abs(across) < BEGINS || Math.abs(across) < down * SLOPE) return;
      swipe.label = document.createElement("span");
      swipe.label.className = "swipe-label";
      swipe.label.setAttribute("aria-hidden", "true");
      swipe.entry.append(swipe.label);
      swipe.entry.classList.add("swiped");
      swipe.entry.setPointerCapture(swipe.id);
    }
    this.#show(across);
  }

  #show(across) {
    const { entry, label, sides } = this.#swipe;
    const side = across > 0 ? "right" : "left";
    const choice = sides[side];
    this.#swipe.chosen = choice && Math.abs(across) >= ENOUGH ? choice : null;
    label.textContent = choice?.word ?? "";
    label.dataset.side = side;
    label.classList.toggle("enough", Boolean(this.#swipe.chosen));
    // Where there is nothing to do it barely gives.
    if (!this.#calm.matches) entry.style.translate = `${choice ? across : across / 6}px`;
  }

  #finish(event) {
    if (event.pointerId !== this.#swipe?.id) return;
    const { chosen, label } = this.#swipe;
    this.#drop();
    chosen?.act();
    if (!label) return;
    // What was under the finger was not meant to be pressed.
    const swallow = (click) => {
      click.preventDefault();
      click.stopPropagation();
    };
    this.listen(window, "click", swallow, { capture: true, once: true });
    this.later(0, () => removeEventListener("click", swallow, { capture: true }));
  }

  #drop() {
    if (!this.#swipe) return;
    const { entry, label } = this.#swipe;
    label?.remove();
    entry.classList.remove("swiped");
    entry.style.translate = "";
    this.#swipe = null;
  }
}

/** The box that turns it on or off, kept in this browser; shown where there is a touch screen. */
export class SwipeSetting extends Behaviour {
  start() {
    const { element: box } = this;
    box.checked = localStorage.getItem(OFF) === null;
    box.closest("[hidden]")?.toggleAttribute("hidden", !matchMedia("(any-pointer: coarse)").matches);
    this.listen(box, "change", () => {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
      this.#draw();
    });
    this.#draw();
  }

  #draw() {
    page.classList.toggle("swipes", this.element.checked);
  }
}
