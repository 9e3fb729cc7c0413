/**
 * What is pasted from a word processor is first tidied by the server, and then pasted as if it had
 * been so all along: where it was pasted, whatever is typed meanwhile. Without an answer, what was
 * copied is pasted as plain text.
 */

import { Behaviour } from "../shared/behaviour.js";

const FOREIGN = /<[^<>]*(?:\bmso-|class=["']?Mso|urn:schemas-microsoft-com|docs-internal-guid|sd(?:foot|end)note)/i;
// Word's style sheet is longer than most texts, and nobody needs it.
const FRAGMENT = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/;

/** Of the element around the editor, with the server's address in `data-paste`. */
export class PasteCleanup extends Behaviour {
  #ours = new WeakSet(); // the events that it made

  start() {
    this.listen(this.element, "paste", (event) => this.#take(event), { capture: true });
  }

  #take(event) {
    const text = event.target.closest?.(".ProseMirror");
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!text || this.#ours.has(event) || !FOREIGN.test(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const plain = event.clipboardData.getData("text/plain");
    const goThere = rememberCursor(text.editor);
    void tidyHtml(this.element.dataset.paste, text, html).then((tidy) => {
      const goBack = goThere();
      this.#paste(text, tidy, plain);
      goBack();
    });
  }

  #paste(text, html, plain) {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    this.#ours.add(event);
    text.dispatchEvent(event);
  }
}

/**
 * Where the cursor is now.
 * @param {object} editor Tiptap's
 * @returns {() => () => void} brings it there again, and gives what brings it back
 */
function rememberCursor(editor) {
  const was = editor.state;
  let { from, to } = was.selection;
  const stop = followChanges(editor, (mapping) => {
    from = mapping.map(from, -1);
    const end = mapping.mapResult(to, -1);
    // What was typed over it stays.
    to = end.deletedBefore ? from : end.pos;
  });
  return () => {
    stop();
    const { doc, selection } = editor.state;
    if (doc.eq(was.doc) && selection.eq(was.selection)) return () => {};
    let mark = selection.getBookmark();
    editor.commands.setTextSelection({ from, to });
    const stopHere = followChanges(editor, (mapping) => (mark = mark.map(mapping)));
    return () => {
      stopHere();
      editor.view.dispatch(editor.state.tr.setSelection(mark.resolve(editor.state.doc)));
    };
  };
}

/** Tell how places move with what is changed, until what this gives is called. */
function followChanges(editor, moved) {
  const listen = ({ transaction }) => moved(transaction.mapping);
  editor.on("transaction", listen);
  return () => editor.off("transaction", listen);
}

/** @returns {Promise<string>} nothing when there was no answer */
async function tidyHtml(address, text, html) {
  const body = new FormData();
  const fragment = FRAGMENT.exec(html)?.[1] ?? html;
  // LibreOffice and Word tell by their style sheets alone what they are; the server reads the rest.
  body.append("html", fragment);
  body.append("notes", text.querySelectorAll("li[id^='noot-']").length);
  try {
    const answer = await fetch(address, { method: "POST", body });
    return answer.ok ? (await answer.json()).html : "";
  } catch {
    return "";
  }
}
