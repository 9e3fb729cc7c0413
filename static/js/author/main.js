/** The author's desk. */

import { CommentDrafts } from "../shared/comment-drafts.js";
import { CommentField } from "../shared/comment-field.js";
import { KeysDialog } from "../shared/keys.js";
import { Registry } from "../shared/registry.js";
import { Questions } from "./questions.js";

const byId = (id) => document.getElementById(id);
const words = byId("words").dataset;

document.documentElement.classList.add("live");
new Registry(document.querySelector("main"), {
  "textarea[data-counter]": (text) => new CommentField(text, { words }),
  "#keys": (dialog) => new KeysDialog(dialog, { button: byId("keys-open") }),
  "#questions": (list) => new Questions(list, { words }),
}).connect();
new CommentDrafts(document, { words }).connect();
