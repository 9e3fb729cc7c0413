/**
 * The button for an image: sends one, or lets an earlier one be chosen, and puts it in the text with
 * what is to be seen on it.
 */

import { Behaviour } from "../shared/behaviour.js";
import { fetchPage } from "../shared/dom.js";
import { goOnBelow } from "./cursor-placement.js";

/** Options: `editor`, Tiptap's, and `bar` with its buttons. */
export class ImageDialog extends Behaviour {
  constructor(dialog, options) {
    super(dialog, options);
    this.form = dialog.querySelector("form");
    this.errors = this.form.querySelector("[role=alert]");
    this.earlier = dialog.querySelector(".earlier");
    this.list = this.earlier.querySelector("[data-list]");
  }

  start() {
    const button = this.options.bar.querySelector("[data-name=figure]");
    if (button) this.listen(button, "click", (event) => this.#open(event), { capture: true });
    this.listen(this.element, "click", ({ target }) => {
      if (target.closest("[data-cancel]")) this.element.close();
      else if (target.closest("[data-new]")) this.#show(this.form);
      else if (target.closest("[data-earlier]")) void this.#openEarlier();
    });
    this.listen(this.form, "submit", (event) => this.#send(event));
    this.listen(this.list, "submit", (event) => this.#search(event));
    this.listen(this.list, "click", (event) => this.#loadMore(event));
  }

  #open(event) {
    const { editor } = this.options;
    // One that stands there already is changed by the editor's own dialog.
    if (editor.isActive("figure") || editor.isActive("image")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.errors.textContent = "";
    this.#show(this.form);
    editor.commands.focus(); // which has it again when the dialog closes
    this.element.showModal();
  }

  #show(part) {
    this.form.hidden = part !== this.form;
    this.earlier.hidden = part === this.form;
  }

  async #send(event) {
    event.preventDefault();
    const { form, errors } = this;
    const button = event.submitter;
    button.disabled = true;
    errors.textContent = "";
    try {
      const data = new FormData(form);
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok) {
        errors.textContent = await this.#readErrors(answer);
        return;
      }
      this.#insert({ ...Object.fromEntries(data), ...(await answer.json()) });
      form.reset();
    } catch {
      errors.textContent = form.dataset.failed;
    } finally {
      button.disabled = false;
    }
  }

  async #readErrors(answer) {
    const isKnown = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isKnown
      ? Object.values((await answer.json()).errors)
          .flat()
          .join(" ")
      : this.form.dataset.failed;
  }

  #insert({ src, alt, caption, credit }) {
    const line = [caption, credit].filter(Boolean).join(" ");
    const content = [{ type: "image", attrs: { src, alt } }];
    if (line) content.push({ type: "caption", content: [{ type: "text", text: line }] });
    this.element.close();
    this.options.editor.chain().focus().insertContent({ type: "figure", content }).command(goOnBelow).run();
  }

  // --- An earlier one: the list of its own page, which works the same without this script.

  async #openEarlier() {
    this.#show(this.earlier);
    await this.#load("", "[type=search]");
  }

  async #load(query, focused) {
    const { earlier, list } = this;
    const failed = earlier.querySelector("[role=alert]");
    const status = earlier.querySelector("[role=status]");
    failed.textContent = "";
    try {
      const { page } = await fetchPage(earlier.dataset.from + query, { redirect: "error" });
      list.replaceChildren(document.adoptNode(page.getElementById("earlier-images")));
      status.textContent = status.dataset.count.replace("%s", list.querySelectorAll("li").length);
    } catch {
      failed.textContent = this.form.dataset.failed;
    }
    list.querySelector(focused)?.focus();
  }

  #search(event) {
    event.preventDefault();
    if (event.submitter?.name === "image") this.#insert(event.submitter.dataset);
    else void this.#load(`?${new URLSearchParams(new FormData(event.target))}`, "[type=search]");
  }

  #loadMore(event) {
    const more = event.target.closest("a[href]");
    if (!more) return;
    event.preventDefault();
    void this.#load(more.getAttribute("href"), "[name=image]");
  }
}
