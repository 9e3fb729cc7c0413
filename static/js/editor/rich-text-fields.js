/** A field with the editor, on a page where it is one of several: its bar named in our language. */

import { dress } from "./toolbar.js";

const words = document.getElementById("rich-words").dataset;

for (const field of document.querySelectorAll("textarea")) {
  field.addEventListener("prose-editor:ready", ({ detail }) => {
    document.querySelector(`label[for="${field.id}"]`).id = `${field.id}_label`;
    // Its bar comes a moment later.
    detail.editor.on("create", () => dress(detail.editor, field, words));
  });
}
