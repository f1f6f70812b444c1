/** Signs the paper on this page: the challenge is the paper's digest (docs/reference/formats/entries.md, Signature). */
import { fromBase64, fromHex, toBase64 } from "./bytes.js";
import { put, ready, tell } from "./words.js";

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("sign"));

/** @param {HTMLFormElement} form */
async function sign(form) {
  const { challenge = "", rp = "", credential = "" } = form.dataset;
  const made = /** @type {PublicKeyCredential | null} */ (
    await navigator.credentials.get({
      publicKey: {
        challenge: fromHex(challenge),
        rpId: rp,
        allowCredentials: [{ type: "public-key", id: fromBase64(credential) }],
        userVerification: "required",
      },
    })
  );
  if (!made) throw new DOMException("", "NotAllowedError");
  const answer = /** @type {AuthenticatorAssertionResponse} */ (made.response);
  put(form, "signature", toBase64(answer.signature));
  put(form, "auth", toBase64(answer.authenticatorData));
  put(form, "client", toBase64(answer.clientDataJSON));
  form.submit();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  sign(form).catch((problem) => tell("sign-words", problem));
});
ready(form);
