/** The visitor's own reactions: marked in the thread, and shown when one was sent. */

import { Behaviour } from "../shared/behaviour.js";
import { showComment } from "./thread.js";

/** Of the page. Options: `thread`, `live` and `form`. */
export class OwnComments extends Behaviour {
  start() {
    this.listen(document, "reaction-sent", ({ detail }) => this.#takeSent(detail));
    this.#mark();
  }

  async #takeSent({ id, public: isPublic }) {
    const { thread, live, form } = this.options;
    form.putAway();
    this.#mark();
    if (isPublic) await live.catchUp().catch(() => {});
    const node = (isPublic && thread.find(id)) || this.element.querySelector(`[data-own="${id}"]`);
    if (node) showComment(node);
  }

  #mark() {
    const items = [...this.element.querySelectorAll("[data-own]")];
    this.options.thread.markOwn(items.map(({ dataset }) => Number(dataset.own)));
    const isLate = ({ dataset }) => !(new Date(dataset.until ?? 0) > Date.now());
    const late = new Set(items.filter(isLate).map(({ dataset }) => dataset.own));
    for (const link of this.element.querySelectorAll(".thread [data-edit]"))
      link.hidden = late.has(link.closest("[data-id]").dataset.id);
  }
}
