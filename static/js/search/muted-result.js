/** What a guest muted under an article is folded among what was found, too. The site does it for members. */

import { Behaviour } from "../shared/behaviour.js";
import { phraseWithWriter, readMutedWriters } from "../shared/muting.js";

export class MutedResult extends Behaviour {
  start() {
    const item = this.element;
    if (!readMutedWriters(item.dataset.article).has(item.dataset.writer)) return;
    const { foldedAway } = item.closest("[data-folded-away]").dataset;
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.append(...phraseWithWriter(foldedAway, item.querySelector("bdi").textContent));
    details.append(summary, ...item.childNodes);
    item.append(details);
    this.atEnd(() => {
      summary.remove();
      details.replaceWith(...details.childNodes);
    });
  }
}
