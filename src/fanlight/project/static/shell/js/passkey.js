/** What went wrong with a passkey, in words beside the button; allauth's scripts announce it as an event. */
import { say } from "./say.js";

/** @type {Record<string, string>} */
const WORDS = {
  NotAllowedError: "Nothing was confirmed. Try again, or sign in by name and password.",
  InvalidStateError: "This device has a passkey for this home already.",
  SecurityError: "Passkeys work only at the name they were made for. Open this page by the home's name, not by its number.",
};

document.addEventListener("allauth.error", (event) => {
  const box = document.getElementById("passkey-words");
  const problem = /** @type {CustomEvent<{exception: Error}>} */ (event).detail.exception;
  if (!box) return;
  event.preventDefault();
  box.textContent = WORDS[problem.name] || "This browser could not use a passkey. Sign in by name and password.";
  box.hidden = false;
  say(box.textContent);
});

// A press before allauth's scripts listen would be lost: its buttons wake when they do (their own listener stands first).
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button[data-when-ready]")) button.removeAttribute("disabled");
});
