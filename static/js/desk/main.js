/** The moderators' desk: its queue, one reaction, and decisions on many. */

import "../shared/canned-reason.js";

if (document.querySelector("#batch")) await import("./bulk-progress.js");
if (document.querySelector("#queue")) {
  await import("./queue.js");
  await import("./selection.js");
}
