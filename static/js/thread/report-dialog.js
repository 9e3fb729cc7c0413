/** Reporting a reaction without leaving the debate: the page of the form, in a dialog. */

const words = document.querySelector("#words").dataset;
const dialog = document.createElement("dialog");
dialog.className = "report-dialog";
dialog.setAttribute("aria-labelledby", "melden-kop");
document.body.append(dialog);

async function ask(address, options) {
  const response = await fetch(address, { cache: "no-store", ...options });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const section = page.querySelector("#melden");
  // Gone meanwhile, or something went wrong: no form in what came.
  if (!section) throw new Error(response.status);
  dialog.replaceChildren(document.adoptNode(section));
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-report]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await ask(link.href);
    dialog.showModal();
    dialog.querySelector("#melden-kop").focus();
  } catch {
    location.assign(link.href); // the page itself says what is the matter
  }
});

dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  dialog.close();
});

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("[type=submit]");
  const trouble = form.querySelector(".trouble");
  if (button.disabled) return;
  button.disabled = true;
  trouble.hidden = true;
  try {
    await ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    (dialog.querySelector(".errors") ?? dialog.querySelector("#melden-kop")).focus();
  } catch (error) {
    // What was typed stays where it is.
    trouble.textContent = error instanceof TypeError ? words.offline : words.failed;
    trouble.hidden = false;
    button.disabled = false;
  }
});
