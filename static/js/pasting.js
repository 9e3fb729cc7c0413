/**
 * What is pasted from a word processor is first tidied by the server, and then pasted as if it had
 * been so all along. Without an answer, what was copied is pasted as plain text.
 *
 * On the page: an element with the address in `data-paste`, around the editor.
 */

const FOREIGN =
  /<[^<>]*(?:\bmso-|class=["']?Mso|urn:schemas-microsoft-com|docs-internal-guid|sd(?:foot|end)note)/i;
// Word's style sheet is longer than most texts, and nobody needs it.
const FRAGMENT = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/;

const ours = new WeakSet(); // the events that we made

document.addEventListener(
  "paste",
  (event) => {
    const home = event.target.closest?.("[data-paste] .ProseMirror");
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!home || ours.has(event) || !FOREIGN.test(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const plain = event.clipboardData.getData("text/plain");
    void tidied(home, html).then((made) => paste(home, made, plain));
  },
  { capture: true },
);

/** @returns {Promise<string>} nothing when there was no answer */
async function tidied(home, html) {
  const body = new FormData();
  const fragment = FRAGMENT.exec(html)?.[1] ?? html;
  // LibreOffice and Word tell by their style sheets alone what they are; the server reads the rest.
  body.append("html", fragment);
  body.append("notes", home.querySelectorAll("li[id^='noot-']").length);
  try {
    const answer = await fetch(home.closest("[data-paste]").dataset.paste, { method: "POST", body });
    return answer.ok ? (await answer.json()).html : "";
  } catch {
    return "";
  }
}

function paste(home, html, plain) {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  ours.add(event);
  home.dispatchEvent(event);
}
