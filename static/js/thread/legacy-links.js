/** Where an address from the former site points at a reaction, go to where that is now. */

import { Behaviour } from "../shared/behaviour.js";

export class LegacyLinks extends Behaviour {
  start() {
    this.listen(window, "hashchange", () => this.#follow());
    this.#follow();
  }

  #follow() {
    const legacy = /^#comment-(\d{1,18})$/.exec(location.hash);
    if (legacy) location.replace(this.element.dataset.former.replace("/0/", `/${legacy[1]}/`));
  }
}
