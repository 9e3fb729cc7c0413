/** The editor's bar in the reader's language, and named for who hears it. */

import { goOnBefore } from "./cursor-placement.js";

const { buttons } = JSON.parse(document.getElementById("editor-words").textContent);

/**
 * @param {object} editor Tiptap's
 * @param {HTMLTextAreaElement} field what it stands for
 * @param {DOMStringMap} words
 * @returns {HTMLElement} the bar
 */
export function dress(editor, field, words) {
  const bar = field.closest(".prose-editor").querySelector(".prose-menubar:not(.prose-menubar--floating)");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.toolbar);
  for (const button of bar.querySelectorAll("[data-name]")) {
    const name = buttons[button.dataset.name];
    if (!name) continue;
    button.title = name;
    button.setAttribute("aria-label", name);
  }
  const pressed = () => {
    for (const button of bar.querySelectorAll("[data-name]")) {
      button.setAttribute("aria-pressed", button.classList.contains("active"));
    }
  };
  editor.on("transaction", pressed);
  pressed();
  // The text keeps the focus, and with it the cursor and the keyboard of a telephone.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  // A busy browser tells late that the cursor was moved, and a button works where it is.
  const look = () => document.dispatchEvent(new Event("selectionchange"));
  bar.addEventListener("click", look, { capture: true });
  // A dialog of the editor that is done is simply taken away, and the focus with it.
  bar.parentElement.addEventListener("click", ({ target }) => {
    if (!target.isConnected && target.closest("dialog")) editor.commands.focus();
  });
  instead(bar, "table", () => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run());
  instead(bar, "horizontalRule", () => editor.chain().focus().setHorizontalRule().command(goOnBefore).run());
  const place = editor.view.dom;
  place.classList.add("prose"); // as readers will see it
  place.lang = field.lang;
  place.setAttribute("role", "textbox");
  place.setAttribute("aria-multiline", "true");
  place.setAttribute("aria-labelledby", `${field.id}_label`);
  document.getElementById(`${field.id}_label`).addEventListener("click", () => editor.commands.focus());
  return bar;
}

/** Let a button do this, and not what it did. */
function instead(bar, name, act) {
  bar.querySelector(`[data-name="${name}"]`)?.addEventListener(
    "click",
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    },
    { capture: true },
  );
}
