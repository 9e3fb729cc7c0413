/** The keys with which an entry is judged, wherever it stands: at the desk or under the piece. */

/** Open the form to refuse an entry, at the ground, and say which digits choose one. */
export function openReject(entry) {
  const reject = entry?.querySelector("details.reject");
  if (!reject || entry.classList.contains("decided")) return;
  reject.open = true;
  const select = reject.querySelector("select");
  if (!reject.querySelector(".reasons")) select.after(numbered(select));
  select.focus();
}

/** The house rules by their own numbers, the digits that choose them, for those who came by key. */
function numbered(select) {
  const reasons = document.createElement("ul");
  reasons.className = "hint reasons";
  for (const { value, text } of select.options) {
    if (!/^[1-9]$/.test(value)) continue;
    const reason = document.createElement("li");
    reason.textContent = text;
    reasons.append(reason);
  }
  return reasons;
}

/** What a digit does in an open form to refuse; true when this key was one of those. */
export function chooseGround(event) {
  const { target, key } = event;
  const reject = target.closest?.("details.reject[open]");
  if (!reject || !/^[0-9]$/.test(key)) return false;
  const select = reject.querySelector("select");
  if (key === "0") {
    // The law has no number: 0 chooses it, and goes to where it is named.
    event.preventDefault();
    select.value = "law";
    reject.querySelector("[name=law]").focus();
  } else if ([...select.options].some((option) => option.value === key)) {
    event.preventDefault();
    select.value = key;
    reject.querySelector("button[value=reject]").click();
  }
  return true;
}

function follow(entry, link) {
  const target = entry?.querySelector(link);
  if (target) window.open(target.href, "_blank", "noopener");
}

/** @param {() => Element | null | undefined} current the entry that is judged now */
export const judging = (current) => ({
  f: () => current()?.querySelector("button[value=approve]")?.click(),
  g: () => current()?.querySelector("button[value=keep]")?.click(),
  d: () => openReject(current()),
  z: () => follow(current(), "[data-conversation]"),
  b: () => follow(current(), "[data-writer]"),
});
