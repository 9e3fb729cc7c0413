/** Reporting a reaction without leaving the debate: the page of the form, in a dialog. */

import { Behaviour } from "../shared/behaviour.js";
import { fetchPage, opensElsewhere } from "../shared/dom.js";

/** Of what holds the links to that page. Options: `words`, with `offline` and `failed`. */
export class ReportDialog extends Behaviour {
  start() {
    this.dialog = document.createElement("dialog");
    this.dialog.className = "report-dialog";
    this.dialog.setAttribute("aria-labelledby", "melden-kop");
    document.body.append(this.dialog);
    this.atEnd(() => this.dialog.remove());
    this.listen(this.element, "click", (event) => {
      const link = event.target.closest("[data-report]");
      if (!link || opensElsewhere(event)) return;
      event.preventDefault();
      void this.#open(link.href);
    });
    this.listen(this.dialog, "click", (event) => {
      if (!event.target.closest("[data-close]")) return;
      event.preventDefault();
      this.dialog.close();
    });
    this.listen(this.dialog, "submit", (event) => {
      event.preventDefault();
      void this.#send(event.target);
    });
  }

  async #ask(address, options) {
    const { response, page } = await fetchPage(address, options);
    const section = page.querySelector("#melden");
    // Gone meanwhile, or something went wrong: no form in what came.
    if (!section) throw new Error(response.status);
    this.dialog.replaceChildren(document.adoptNode(section));
  }

  async #open(address) {
    try {
      await this.#ask(address);
      this.dialog.showModal();
      this.dialog.querySelector("#melden-kop").focus();
    } catch {
      location.assign(address); // the page itself says what is the matter
    }
  }

  async #send(form) {
    const { words } = this.options;
    const button = form.querySelector("[type=submit]");
    const trouble = form.querySelector(".trouble");
    if (button.disabled) return;
    button.disabled = true;
    trouble.hidden = true;
    try {
      await this.#ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      (this.dialog.querySelector(".errors") ?? this.dialog.querySelector("#melden-kop")).focus();
    } catch (error) {
      // What was typed stays where it is.
      trouble.textContent = error instanceof TypeError ? words.offline : words.failed;
      trouble.hidden = false;
      button.disabled = false;
    }
  }
}
