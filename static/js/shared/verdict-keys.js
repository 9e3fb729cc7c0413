/** The keys with which an entry is judged, wherever it stands: at the desk or under the piece. */

/** Open the form to refuse an entry, at the ground. */
export function openReject(entry) {
  const reject = entry?.querySelector("details.reject");
  if (!reject || entry.classList.contains("decided")) return;
  reject.open = true;
  reject.querySelector("select").focus();
}

/** The house rules by their own numbers: one tap, or that digit, refuses by that rule at once. */
function offerReasons(reject) {
  if (reject.querySelector(".reasons")) return;
  const select = reject.querySelector("select");
  const reasons = document.createElement("div");
  reasons.className = "reasons";
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = document.querySelector("#desk-words").dataset.atOnce;
  reasons.append(hint);
  for (const { value, text } of select.options) {
    if (!/^\d+$/.test(value)) continue;
    const reason = document.createElement("button");
    reason.type = "button";
    reason.textContent = text;
    reason.addEventListener("click", () => refuse(reject, value));
    reasons.append(reason);
  }
  select.after(reasons);
}

function refuse(reject, ground) {
  reject.querySelector("select").value = ground;
  reject.querySelector("button[value=reject]").click();
}

// However it was opened.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches("details.reject[open]")) return;
    offerReasons(target);
    target.querySelector(".reasons").scrollIntoView({ block: "nearest", behavior: "instant" });
  },
  { capture: true },
);

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
    refuse(reject, key);
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
