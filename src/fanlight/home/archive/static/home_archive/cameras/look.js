// @ts-check
/** While a camera is asked for a picture: what goes on, for how long already, and that it ends. */
import { say } from "../../shell/js/say.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-look]"));
const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-looking]"));

/** @param {HTMLElement} shown */
function count(shown) {
  const words = /** @type {HTMLElement} */ (shown.querySelector("[data-looking-words]"));
  const bar = /** @type {HTMLProgressElement} */ (shown.querySelector("progress"));
  const began = performance.now();
  window.setInterval(() => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    bar.value = Math.min(seconds, bar.max);
    words.textContent = `Asking the camera for a picture, ${seconds} s of at most ${bar.max}.`;
  }, 1000);
}

form?.addEventListener("submit", () => {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("[data-look-button]"));
  if (!box || !button || button.disabled) return;
  window.setTimeout(() => { button.disabled = true; }, 0); // after the form has been sent with it
  window.setTimeout(() => { box.hidden = false; say("Asking the camera for a picture."); }, 400);
  count(box);
});
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
