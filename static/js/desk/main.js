/** The moderators' desk: its queue, one reaction, and decisions on many. */

import { CannedReason } from "../shared/canned-reason.js";
import { KeysDialog } from "../shared/keys.js";
import { Registry } from "../shared/registry.js";
import { RejectForms } from "../shared/verdict-keys.js";
import { BulkProgress } from "./bulk-progress.js";
import { Queue } from "./queue.js";
import { Selection } from "./selection.js";
import { SwipeSetting } from "./swipe.js";

const byId = (id) => document.getElementById(id);
const deskWords = byId("desk-words")?.dataset;

if (byId("queue")) document.documentElement.classList.add("live");
new Registry(document.body, {
  main: (main) => new CannedReason(main),
  "#batch": (page) => new BulkProgress(page),
  "#swipe": (box) => new SwipeSetting(box),
  "#keys": (dialog) => new KeysDialog(dialog, { button: byId("keys-open") }),
  "#queue": (list) => new Queue(list, { words: byId("words").dataset, deskWords }),
  "main:has(#queue)": (main) => new RejectForms(main, { words: deskWords }),
  "#together": (bar) => new Selection(bar, { list: byId("queue") }),
}).connect();
