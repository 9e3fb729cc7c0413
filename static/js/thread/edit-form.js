/** The page where a reaction is edited asks before what was typed is lost. */

import { Behaviour } from "../shared/behaviour.js";

export class EditForm extends Behaviour {
  start() {
    const text = this.element.querySelector("textarea");
    let saved = text.value;
    this.listen(this.element, "submit", () => {
      saved = text.value;
    });
    this.listen(window, "beforeunload", (event) => {
      if (text.value !== saved) event.preventDefault();
    });
  }
}
