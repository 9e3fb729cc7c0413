/** Signing in: passkeys and recovery codes. */

import { Registry } from "../shared/registry.js";
import { PasskeyForm, arePasskeysPossible } from "./passkeys.js";
import { CopyButton, PrintButton } from "./recovery-codes.js";

new Registry(document.querySelector("main"), {
  "form[data-passkey]": (form) => new PasskeyForm(form),
  "[data-copy]": (button) => new CopyButton(button),
  "[data-print]": (button) => new PrintButton(button),
}).connect();
for (const notice of document.querySelectorAll("[data-without-passkeys]")) notice.hidden = arePasskeysPossible();
