/** Single keys that do something on a page. */

import { Behaviour } from "./behaviour.js";

/** Whether a key can be a command: pressed alone, not in a field that is typed in, nor over a dialog. */
export const isPlainKey = ({ target, ctrlKey, metaKey, altKey }) =>
  !(ctrlKey || metaKey || altKey) &&
  !target.matches("textarea, input:not([type=checkbox])") &&
  !document.querySelector("#keys[open]");

/** The dialog that names the keys. Options: `button`, which opens it. */
export class KeysDialog extends Behaviour {
  start() {
    this.listen(this.options.button, "click", () => this.element.showModal());
  }
}
