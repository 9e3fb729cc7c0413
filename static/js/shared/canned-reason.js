/** A canned reason fills in the explanation in the writer's language, and what it rests on. */

import { Behaviour } from "./behaviour.js";

export class CannedReason extends Behaviour {
  start() {
    this.listen(this.element, "change", ({ target }) => target.matches("select[name=canned]") && this.#fill(target));
  }

  #fill(select) {
    const { ground, law, note } = select.form.elements;
    const canned = document.querySelector("#canned").content.querySelector(`[data-canned="${select.value}"]`);
    // What was typed by hand is never written over.
    if (!note.value || note.value === note.dataset.filled) {
      note.value = note.dataset.filled = canned?.dataset[note.lang] ?? "";
    }
    if (!canned) return;
    ground.value = canned.dataset.ground;
    law.value = canned.dataset.law;
  }
}
