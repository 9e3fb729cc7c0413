/** Dresses the rich text field of a form that its button saves. */

import { dress } from "./toolbar.js";

const field = document.getElementById("id_text");
field.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  // Its bar comes a moment later.
  editor.on("create", () => dress(editor, field, document.getElementById("rich-words").dataset));
});
