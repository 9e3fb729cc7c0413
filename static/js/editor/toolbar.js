/** The editor's bar in the reader's language, and named for who hears it. */

import { Behaviour } from "../shared/behaviour.js";
import { goOnBefore } from "./cursor-placement.js";
import { readButtonNames } from "./translations.js";

/** Of the field that the editor stands for. Options: `editor`, Tiptap's, and `words`, with `toolbar`. */
export class Toolbar extends Behaviour {
  get bar() {
    return this.element.closest(".prose-editor").querySelector(".prose-menubar:not(.prose-menubar--floating)");
  }

  get buttons() {
    return this.bar.querySelectorAll("[data-name]");
  }

  start() {
    const { bar } = this;
    const { editor, words } = this.options;
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", words.toolbar);
    const names = readButtonNames();
    for (const button of this.buttons) {
      const name = names[button.dataset.name];
      if (!name) continue;
      button.title = name;
      button.setAttribute("aria-label", name);
    }
    const draw = () => this.#drawPressed();
    editor.on("transaction", draw);
    this.atEnd(() => editor.off("transaction", draw));
    draw();
    // The text keeps the focus, and with it the cursor and the keyboard of a telephone.
    this.listen(bar, "mousedown", (event) => event.preventDefault());
    // A busy browser tells late that the cursor was moved, and a button works where it is.
    const look = () => document.dispatchEvent(new Event("selectionchange"));
    this.listen(bar, "click", look, { capture: true });
    // A dialog of the editor that is done is simply taken away, and the focus with it.
    this.listen(bar.parentElement, "click", ({ target }) => {
      if (!target.isConnected && target.closest("dialog")) editor.commands.focus();
    });
    this.#replaceCommand("table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }));
    this.#replaceCommand("horizontalRule", (chain) => chain.setHorizontalRule().command(goOnBefore));
    this.#nameText();
  }

  #drawPressed() {
    for (const button of this.buttons) button.setAttribute("aria-pressed", button.classList.contains("active"));
  }

  /** Let a button do this, and not what it did. */
  #replaceCommand(name, extend) {
    const button = this.bar.querySelector(`[data-name="${name}"]`);
    if (!button) return;
    const act = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      extend(this.options.editor.chain().focus()).run();
    };
    this.listen(button, "click", act, { capture: true });
  }

  #nameText() {
    const { element: field, options } = this;
    const place = options.editor.view.dom;
    const label = `${field.id}_label`;
    place.classList.add("prose"); // as readers will see it
    place.lang = field.lang;
    place.setAttribute("role", "textbox");
    place.setAttribute("aria-multiline", "true");
    place.setAttribute("aria-labelledby", label);
    this.listen(document.getElementById(label), "click", () => options.editor.commands.focus());
  }
}
