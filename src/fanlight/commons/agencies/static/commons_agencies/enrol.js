/** A new signing key: Web Authentication Level 3, ES256 only, attestation none, user verification required. */
import { fromBase64, toBase64 } from "./bytes.js";
import { put, ready, tell } from "./words.js";

const ES256 = -7;
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("enrol"));

/** @param {HTMLFormElement} form */
async function enrol(form) {
  const { challenge = "", rp = "", handle = "", name = "" } = form.dataset;
  const made = /** @type {PublicKeyCredential | null} */ (
    await navigator.credentials.create({
      publicKey: {
        challenge: fromBase64(challenge),
        rp: { id: rp, name: "Fanlight Commons" },
        user: { id: fromBase64(handle), name, displayName: name },
        pubKeyCredParams: [{ type: "public-key", alg: ES256 }],
        authenticatorSelection: { userVerification: "required", residentKey: "discouraged" },
        attestation: "none",
      },
    })
  );
  if (!made) throw new DOMException("", "NotAllowedError");
  const answer = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  put(form, "attestation", toBase64(answer.attestationObject));
  put(form, "client", toBase64(answer.clientDataJSON));
  form.submit();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  enrol(form).catch((problem) => tell("enrol-words", problem));
});
ready(form);
