/** The small menus of reactions close as menus do: by a click elsewhere, and by Escape. */

const open = () => document.querySelectorAll("details.further[open]");

document.addEventListener("click", ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    if (menu.contains(target)) menu.querySelector("summary").focus();
  }
});
