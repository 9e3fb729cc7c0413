/** The header of a page for who is signed in: what waits for them, counted as it comes. */

import "../shared/open-count.js";

if ("badgeSocket" in document.body.dataset) await import("./badge-socket.js");
