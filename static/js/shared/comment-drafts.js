/** The form for a reaction keeps what is typed until it was sent, and says when that failed. */

import { Behaviour } from "./behaviour.js";
import { readDraft, saveDraft } from "./drafts.js";

const FORM = "#reageer form";

/** The name of the draft of an answer to this reaction, or of a reaction to the article itself. */
export const draftName = (article, pk) => `draft:${article}:${pk || 0}`;

export const draftNameOf = (form) => draftName(form.closest("#reageer").dataset.article, form.elements.parent.value);

/** Put the draft that belongs in this form in it, unless something is there. */
export function restoreDraft(form) {
  const { text } = form.elements;
  if (!text.value) text.value = readDraft(draftNameOf(form));
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Options: `words`, with `offline` and `failed`. */
export class CommentDrafts extends Behaviour {
  start() {
    const { words } = this.options;
    // An event of htmx may be told of what the answer replaces: the form is what asked for it.
    const onForm = (type, act) =>
      this.listen(this.element, type, ({ detail: { requestConfig, xhr } }) => {
        if (requestConfig.elt.matches(FORM)) act(requestConfig.elt, xhr);
      });
    this.listen(this.element, "input", ({ target }) => {
      if (target.name === "text" && target.form?.matches(FORM)) saveDraft(draftNameOf(target.form), target.value);
    });
    onForm("htmx:beforeRequest", (form) => say(form, ""));
    onForm("htmx:sendError", (form) => say(form, words.offline));
    onForm("htmx:responseError", (form) => say(form, words.failed));
    // Sent: the text is safe on the other side. Only now is the draft forgotten.
    onForm("htmx:beforeSwap", (form, xhr) => xhr.status < 300 && saveDraft(draftNameOf(form), ""));
  }
}

function say(form, text) {
  const line = form.querySelector(".trouble");
  line.textContent = text;
  line.hidden = !text;
}
