/** Reading and writing reactions: under an article, or on a page with nothing but the form. */

import { CommentField } from "../shared/comment-field.js";
import { Countdown } from "../shared/countdown.js";
import { Registry } from "../shared/registry.js";
import { EditForm } from "./edit-form.js";
import { Menus } from "./menus.js";
import { ProofOfWork } from "./proof-of-work.js";

const words = document.querySelector("#words")?.dataset;
const list = document.querySelector("#thread");

new Registry(document.querySelector("main"), {
  "form[data-proof]": (form) => new ProofOfWork(form),
  "#edit-form": (form) => new EditForm(form),
  ...(words && {
    "textarea[data-counter]": (text) => new CommentField(text, { words }),
    ".left[data-until]": (left) => new Countdown(left, { words }),
  }),
}).connect();

if (list) {
  // A menu opens without a script, so what closes it does not wait for the rest.
  new Menus(document).connect();
  // Where one of these does not come, as over a line that is cut, its links lead to a page.
  const optional = [
    import("./report-dialog.js").then(({ ReportDialog }) => new ReportDialog(document, { words }).connect()),
    import("./legacy-links.js").then(({ LegacyLinks }) => new LegacyLinks(list).connect()),
  ];
  const { connectDebate } = await import("./debate.js");
  const thread = connectDebate(list, words);
  if (document.querySelector("#moderate")) {
    optional.push(import("./moderation.js").then(({ connectModeration }) => connectModeration(thread)));
  }
  await Promise.allSettled(optional);
  // A mark for tests: whoever presses anything now is served by the page itself.
  document.documentElement.dataset.parts = "there";
}
