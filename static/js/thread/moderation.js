/** What a moderator has under the piece beside what readers have. */

import { CannedReason } from "../shared/canned-reason.js";
import { RejectForms } from "../shared/verdict-keys.js";
import { ModerationDialog } from "./moderation-dialog.js";

export function connectModeration(thread) {
  const words = document.querySelector("#desk-words").dataset;
  new RejectForms(document, { words }).connect();
  new CannedReason(document).connect();
  new ModerationDialog(document.querySelector("#moderate"), { thread, words }).connect();
}
