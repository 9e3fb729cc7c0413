/** For pages that hear nothing else: the bell over a socket of its own. */

import { asked, ring } from "../shared/unread-badge.js";
import { Socket, address } from "../shared/live-socket.js";

if (asked()) {
  new Socket(() => address(`/live/lezer/?${asked()}`), {
    message: (message) => message.bell && ring(),
    state: (state) => (document.documentElement.dataset.bell = state),
  });
}
