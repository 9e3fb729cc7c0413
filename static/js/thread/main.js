/** Reading and writing reactions: under an article, or on a page with nothing but the form. */

import "./proof-of-work.js";

if (document.querySelector("#edit-form")) await import("./edit-form.js");
if (document.querySelector("#thread")) {
  const moderates = document.querySelector("#moderate");
  const parts = moderates ? [import("../shared/canned-reason.js"), import("./moderation-dialog.js")] : [];
  await Promise.all([import("./page.js"), ...parts]);
  // A mark for tests: whoever presses anything now is served by the page itself.
  document.documentElement.dataset.parts = "there";
}
