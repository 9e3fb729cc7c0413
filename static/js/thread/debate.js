/** An article with its debate: puts the parts together. */

import { CommentDrafts } from "../shared/comment-drafts.js";
import { CollapsibleBranches } from "./collapsible-branches.js";
import { CommentForm } from "./comment-form.js";
import { LiveThread } from "./live-thread.js";
import { LoadMore } from "./load-more.js";
import { MutedWriters } from "./muted-writers.js";
import { OwnComments } from "./own-comments.js";
import { Permalinks } from "./permalinks.js";
import { Thread } from "./thread.js";

/** @returns {Thread} connected, with all that belongs to it */
export function connectDebate(list, words) {
  const byId = (id) => document.getElementById(id);
  const thread = new Thread(list, { words });
  const branches = new CollapsibleBranches(list, { thread, words });
  const live = new LiveThread(byId("live"), { thread, words });
  const form = new CommentForm(byId("form-home"), { thread, words });
  const parts = [
    thread,
    branches,
    live,
    new CommentDrafts(document, { words }),
    form,
    new OwnComments(document, { thread, live, form }),
    new Permalinks(list, { thread, branches, words }),
    new MutedWriters(list, { thread, words }),
    new LoadMore(byId("more"), { thread }),
  ];
  // What only a script can do shows from now on, and not before it is done.
  document.documentElement.classList.add("live");
  for (const part of parts) part.connect();
  return thread;
}
