/**
 * A form that the browser itself fills in: it makes a passkey, or signs with one, what the site
 * asked. The conversion to and from JSON is django-allauth's.
 */

import { Behaviour } from "../shared/behaviour.js";

/** Not to be had over plain http, nor at a bare address. */
export const arePasskeysPossible = () =>
  Boolean(window.PublicKeyCredential) && window.isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname);

export class PasskeyForm extends Behaviour {
  start() {
    const form = this.element;
    form.hidden = !arePasskeysPossible();
    this.listen(form, "submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      this.#fill(form);
    });
  }

  async #fill(form) {
    const { create, get } = window.webauthnJSON;
    const button = form.querySelector("button[type=submit]");
    const alert = form.querySelector("[role=alert]");
    alert.hidden = true;
    button.disabled = true;
    try {
      const options = await fetchOptions(form);
      const credential = await (form.dataset.passkey === "create" ? create(options) : get(options));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      // NotAllowedError: the person, or the clock, said no.
      alert.textContent = error.name === "NotAllowedError" ? form.dataset.stopped : form.dataset.failed;
      alert.hidden = false;
      button.disabled = false;
    }
  }
}

/** With the page, or only when it is wanted, since to ask is to be given a cookie. */
async function fetchOptions(form) {
  if (form.dataset.options) return adaptOptions(JSON.parse(form.dataset.options), form);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The site answered ${answer.status}`);
  return (await answer.json()).request_options;
}

/** To sign in with it alone, a passkey must know whose it is, and be unlocked by its owner. */
function adaptOptions(options, form) {
  const alone = form.elements.passwordless;
  if (!alone) return options;
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: alone.checked ? "required" : "discouraged",
    requireResidentKey: alone.checked,
    ...(alone.checked && { userVerification: "required" }),
  });
  return options;
}
