/** Toasts: 10 s, longer while pointed at or focused; with Undo where the deed can be undone. */
import { say } from "./say.js";

const STAYS_MS = 10_000;

/**
 * @param {HTMLElement} toast
 */
function keep(toast) {
  let timer = 0;
  const leave = () => { timer = window.setTimeout(() => toast.remove(), STAYS_MS); };
  const stay = () => window.clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("focusout", leave);
  toast.querySelector("[data-toast-close]")?.addEventListener("click", () => toast.remove());
  leave();
}

/** The toasts that the server rendered. */
export function keepToasts() {
  for (const toast of document.querySelectorAll("[data-toast]")) keep(/** @type {HTMLElement} */ (toast));
}

/**
 * A toast made by a script.
 * @param {string} words
 * @param {(() => void) | null} undo what the Undo button does
 */
export function showToast(words, undo = null) {
  const box = document.getElementById("toasts");
  if (!box) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  const text = document.createElement("span");
  text.textContent = words;
  toast.append(text);
  if (undo) toast.append(button("Undo", () => { toast.remove(); undo(); }));
  toast.append(button("Close", () => toast.remove()));
  box.replaceChildren(toast);
  keep(toast);
  say(words);
}

/**
 * @param {string} word
 * @param {() => void} does
 * @returns {HTMLButtonElement}
 */
function button(word, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn small";
  made.textContent = word;
  made.addEventListener("click", does);
  return made;
}
