/**
 * The button for an image: sends one, or lets an earlier one be chosen, and puts it in the text with
 * what is to be seen on it.
 */

import { goOnBelow } from "./cursor-placement.js";

/**
 * @param {object} editor Tiptap's
 * @param {HTMLElement} bar its buttons
 */
export function images(editor, bar) {
  const dialog = document.getElementById("image-dialog");
  const form = dialog.querySelector("form");
  const said = form.querySelector("[role=alert]");
  const earlier = dialog.querySelector(".earlier");

  bar.querySelector("[data-name=figure]")?.addEventListener(
    "click",
    (event) => {
      // One that stands there already is changed by the editor's own dialog.
      if (editor.isActive("figure") || editor.isActive("image")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      said.textContent = "";
      show(form);
      editor.commands.focus(); // which has it again when the dialog closes
      dialog.showModal();
    },
    { capture: true },
  );
  dialog.addEventListener("click", ({ target }) => {
    if (target.closest("[data-cancel]")) dialog.close();
    else if (target.closest("[data-new]")) show(form);
    else if (target.closest("[data-earlier]")) void open();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    said.textContent = "";
    try {
      const data = new FormData(form);
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok) return say(answer);
      insert({ ...Object.fromEntries(data), ...(await answer.json()) });
      form.reset();
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

  function insert({ src, alt, caption, credit }) {
    const line = [caption, credit].filter(Boolean).join(" ");
    const content = [{ type: "image", attrs: { src, alt } }];
    if (line) content.push({ type: "caption", content: [{ type: "text", text: line }] });
    dialog.close();
    editor.chain().focus().insertContent({ type: "figure", content }).command(goOnBelow).run();
  }

  // --- An earlier one: the list of its own page, which works the same without this script.

  const list = earlier.querySelector("[data-list]");

  function show(part) {
    form.hidden = part !== form;
    earlier.hidden = part === form;
  }

  async function open() {
    show(earlier);
    await load(earlier.dataset.from);
    list.querySelector("[type=search]")?.focus();
  }

  async function load(address) {
    const failed = earlier.querySelector("[role=alert]");
    const status = earlier.querySelector("[role=status]");
    failed.textContent = "";
    try {
      const answer = await fetch(address, { redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(document.adoptNode(page.getElementById("earlier-images")));
      status.textContent = status.dataset.count.replace("%s", list.querySelectorAll("li").length);
    } catch {
      failed.textContent = form.dataset.failed;
    }
  }

  list.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter?.name === "image") return insert(event.submitter.dataset);
    await load(`${earlier.dataset.from}?${new URLSearchParams(new FormData(event.target))}`);
    list.querySelector("[type=search]")?.focus();
  });
  list.addEventListener("click", async (event) => {
    const more = event.target.closest("a[href]");
    if (!more) return;
    event.preventDefault();
    await load(earlier.dataset.from + more.getAttribute("href"));
    list.querySelector("[name=image]")?.focus();
  });
}
