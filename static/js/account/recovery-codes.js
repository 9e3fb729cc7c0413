/** Recovery codes: onto the clipboard or onto paper. */

import { Behaviour } from "../shared/behaviour.js";

export class CopyButton extends Behaviour {
  start() {
    if (!navigator.clipboard) return;
    this.element.hidden = false;
    this.listen(this.element, "click", () => this.#copy());
  }

  async #copy() {
    const { copy, copied } = this.element.dataset;
    const codes = document.getElementById(copy).querySelectorAll("code");
    await navigator.clipboard.writeText([...codes].map((code) => code.textContent).join("\n"));
    document.getElementById("copied").textContent = copied;
  }
}

export class PrintButton extends Behaviour {
  start() {
    this.element.hidden = false;
    this.listen(this.element, "click", () => print());
  }
}
