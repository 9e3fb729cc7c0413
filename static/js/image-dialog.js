/** The button for an image: sends one, and puts it in the text with what is to be seen on it. */

/**
 * @param {object} editor Tiptap's
 * @param {HTMLElement} bar its buttons
 */
export function images(editor, bar) {
  const dialog = document.getElementById("image-dialog");
  const form = dialog.querySelector("form");
  const said = dialog.querySelector("[role=alert]");

  bar.querySelector("[data-name=figure]")?.addEventListener(
    "click",
    (event) => {
      // One that stands there already is changed by the editor's own dialog.
      if (editor.isActive("figure") || editor.isActive("image")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      said.textContent = "";
      dialog.showModal();
    },
    { capture: true },
  );
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    said.textContent = "";
    try {
      const data = new FormData(form);
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok) return say(answer);
      insert(await answer.json(), data);
      form.reset();
      dialog.close();
    } catch {
      said.textContent = form.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });

  async function say(answer) {
    const known = answer.headers.get("Content-Type")?.startsWith("application/json");
    const errors = known ? Object.values((await answer.json()).errors).flat() : [form.dataset.failed];
    said.textContent = errors.join(" ");
  }

  function insert({ src, alt }, data) {
    const caption = [data.get("caption"), data.get("credit")].filter(Boolean).join(" ");
    const content = [{ type: "image", attrs: { src, alt } }];
    if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] });
    editor.chain().focus().insertContent({ type: "figure", content }).run();
  }
}
