/** The keys with which an entry is judged, wherever it stands: at the desk or under the piece. */

import { Behaviour } from "./behaviour.js";

/** Open the form to refuse an entry, at the basis. */
export function openReject(entry) {
  const reject = entry?.querySelector("details.reject");
  if (!reject || entry.classList.contains("decided")) return;
  reject.open = true;
  reject.querySelector("select").focus();
}

/**
 * The house rules by their own numbers in each form to refuse, however it was opened: one tap, or
 * that digit, refuses by that rule at once. Options: `words`, with `atOnce`.
 */
export class RejectForms extends Behaviour {
  start() {
    const offer = ({ target }) => {
      if (!target.matches("details.reject[open]")) return;
      if (!target.querySelector(".reasons")) target.querySelector("select").after(this.#makeReasons(target));
      target.querySelector(".reasons").scrollIntoView({ block: "nearest", behavior: "instant" });
    };
    this.listen(this.element, "toggle", offer, { capture: true });
    this.listen(this.element, "click", ({ target }) => {
      const reason = target.closest(".reasons button");
      if (reason) refuse(reason.closest("details.reject"), reason.value);
    });
  }

  #makeReasons(reject) {
    const reasons = document.createElement("div");
    reasons.className = "reasons";
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = this.options.words.atOnce;
    reasons.append(hint);
    for (const { value, text } of reject.querySelector("select").options) {
      if (!/^\d+$/.test(value)) continue;
      const reason = document.createElement("button");
      reason.type = "button";
      reason.value = value;
      reason.textContent = text;
      reasons.append(reason);
    }
    return reasons;
  }
}

function refuse(reject, basis) {
  reject.querySelector("select").value = basis;
  reject.querySelector("button[value=reject]").click();
}

/** What a digit does in an open form to refuse; true when this key was one of those. */
export function chooseBasis(event) {
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
export const verdictKeys = (current) => ({
  f: () => current()?.querySelector("button[value=approve]")?.click(),
  g: () => current()?.querySelector("button[value=keep]")?.click(),
  d: () => openReject(current()),
  z: () => follow(current(), "[data-conversation]"),
  b: () => follow(current(), "[data-writer]"),
});
