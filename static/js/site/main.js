/** The header of a page for who is signed in: what waits for them, counted as it comes. */

import { LiveSocket } from "../shared/live-socket.js";
import { Registry } from "../shared/registry.js";
import { UnreadBadge, announceCounts, badgeQuery } from "../shared/unread-badge.js";
import { OpenCount } from "./open-count.js";

new Registry(document.querySelector(".site-header"), {
  "#bell": (badge) => new UnreadBadge(badge, { news: document.querySelector("#bell-news") }),
  "[data-open-address]": (link) => new OpenCount(link),
  // The other pages hear of it over their own socket.
  "[data-badge-socket] #bell": () =>
    new LiveSocket(() => `/live/lezer/?${badgeQuery()}`, {
      message: (message) => message.bell && announceCounts(),
      state: (state) => {
        document.documentElement.dataset.bell = state;
      },
    }),
}).connect();
