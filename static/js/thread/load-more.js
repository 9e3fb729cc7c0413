/** The link to the next page brings it here, when it is pressed or comes near. */

import { Behaviour } from "../shared/behaviour.js";

/** Options: `thread`. */
export class LoadMore extends Behaviour {
  start() {
    const { thread } = this.options;
    this.listen(this.element, "click", (event) => {
      event.preventDefault();
      thread.loadMore();
    });
    const near = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && thread.loadMore(), {
      rootMargin: "600px",
    });
    near.observe(this.element);
    this.atEnd(() => near.disconnect());
  }
}
