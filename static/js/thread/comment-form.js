/** Writing a reaction: answering in place and quoting, with the draft that belongs there. */

import { draftName, restoreDraft } from "../shared/comment-drafts.js";
import { Behaviour } from "../shared/behaviour.js";
import { opensElsewhere } from "../shared/dom.js";
import { readDraft, saveDraft } from "../shared/drafts.js";

/** Of the place under the piece where the form is at home. Options: `thread` and `words`. */
export class CommentForm extends Behaviour {
  start() {
    const { thread } = this.options;
    this.answering = `answering:${thread.article}`;
    this.listen(document, "click", (event) => this.#click(event));
    this.listen(document, "htmx:beforeSwap", ({ detail }) => {
      if (detail.target === this.section && detail.xhr.status < 300) saveDraft(this.answering, "");
    });
    this.listen(document, "htmx:afterSettle", ({ detail }) => {
      if (detail.elt !== this.section) return;
      this.#restore();
      this.section.querySelector(".errors")?.focus();
    });
    thread.onChange(() => this.#stayUnderAnswered(), this.signal);
    this.#restore();
    this.#resume();
  }

  get section() {
    return document.querySelector("#reageer");
  }

  get form() {
    return this.section.querySelector("form");
  }

  get slot() {
    return document.querySelector(".compose-slot");
  }

  #click(event) {
    const target = event.target.closest("[data-reply], [data-quote], .cancel");
    if (!target || opensElsewhere(event)) return;
    const { reply, quote } = target.dataset;
    if (reply && this.answer(reply)) event.preventDefault();
    if (quote) this.quote(quote);
    if (target.classList.contains("cancel")) {
      event.preventDefault();
      this.#goHome();
    }
  }

  #restore() {
    if (!this.form || this.form.elements.text.value) return;
    restoreDraft(this.form);
    if (this.form.elements.text.value) this.#open(false);
  }

  /** What was being answered when the page was left goes on where it was. */
  #resume() {
    const pk = this.form && readDraft(this.answering);
    if (pk && readDraft(draftName(this.options.thread.article, pk))) this.answer(pk, false);
  }

  #open(focus = true) {
    this.section.querySelector("details").open = true;
    if (focus) this.form.elements.text.focus();
  }

  /** Bring the form under a reaction, with the draft that belongs there. */
  answer(pk, focus = true) {
    const comment = this.options.thread.find(pk);
    if (!this.form || !comment) return false;
    const { parent, text } = this.form.elements;
    if (parent.value !== String(pk)) {
      const slot = this.slot ?? document.createElement("li");
      slot.className = "compose-slot";
      text.value = "";
      parent.value = pk;
      slot.append(this.section);
      comment.after(slot);
      const line = this.section.querySelector(".answering");
      const whom = `#${comment.dataset.number} (${comment.querySelector(".name").textContent})`;
      line.querySelector("span").textContent = this.options.words.answering.replace("%s", whom);
      line.hidden = false;
      saveDraft(this.answering, pk);
      this.#restore();
    }
    this.#open(focus);
    return true;
  }

  quote(pk) {
    const text = this.options.thread.find(pk).querySelector(".text");
    const selection = getSelection();
    const part = selection.rangeCount && text.contains(selection.anchorNode) ? selection.toString().trim() : "";
    const quoted = (part || text.innerText.trim()).replace(/^/gm, "> ");
    if (!this.answer(pk)) return;
    const field = this.form.elements.text;
    field.value = `${field.value ? `${field.value.trimEnd()}\n\n` : ""}${quoted}\n\n`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** Bring the form back under the piece. */
  #goHome() {
    if (!this.form) return;
    const { parent, text } = this.form.elements;
    saveDraft(this.answering, "");
    parent.value = "";
    text.value = "";
    this.section.querySelector(".answering").hidden = true;
    this.putAway();
    this.#restore();
  }

  putAway() {
    this.element.append(this.section);
    this.slot?.remove();
  }

  /** Where it is there already it is left alone: moved, it would lose the focus of who types in it. */
  #stayUnderAnswered() {
    const answered = this.slot && this.form && this.options.thread.find(this.form.elements.parent.value);
    if (answered && answered.nextElementSibling !== this.slot) answered.after(this.slot);
  }
}
