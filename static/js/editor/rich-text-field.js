/** A field with the editor, on a page where it is one of several: its bar named in our language. */

import { Behaviour } from "../shared/behaviour.js";
import { Toolbar } from "./toolbar.js";

/** Options: `words`, with `toolbar`. */
export class RichTextField extends Behaviour {
  start() {
    const { element: field, options } = this;
    this.listen(field, "prose-editor:ready", ({ detail }) => {
      document.querySelector(`label[for="${field.id}"]`).id = `${field.id}_label`;
      // Its bar comes a moment later.
      detail.editor.on("create", () => {
        if (!this.isConnected) return;
        const toolbar = new Toolbar(field, { editor: detail.editor, words: options.words }).connect();
        this.atEnd(() => toolbar.disconnect());
      });
    });
  }
}
