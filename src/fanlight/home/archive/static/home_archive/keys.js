// @ts-check
/** Single keys on a page with a picture (pages.md section 4); `?` shows them, and letters can be switched off. */

import { isFree } from "../shell/js/keys.js";

const OFF = "fanlight-keys-off";

/**
 * Binds keys to deeds; a deed that returns false leaves the key to the browser.
 * @param {Record<string, (press: KeyboardEvent) => unknown>} deeds by `press.key`, letters in lower case
 */
export function bindKeys(deeds) {
  document.addEventListener("keydown", (press) => {
    if (!isFree(press) || document.querySelector("dialog[open], .ring")) return;
    const isOnControl = press.target instanceof HTMLElement && press.target.closest("button, a, summary");
    const name = press.key.length === 1 ? press.key.toLowerCase() : press.key;
    if (name === " " && isOnControl) return;
    if (/^[a-z0-9]$/.test(name) && localStorage.getItem(OFF) === "yes") return;
    const deed = deeds[name];
    if (deed && deed(press) !== false) press.preventDefault();
  });
}

/** The list of keys in a dialog, with the switch. @param {HTMLDialogElement | null} dialog */
export function showKeys(dialog) {
  if (dialog === null) return false;
  const box = /** @type {HTMLInputElement | null} */ (dialog.querySelector("[data-keys-off]"));
  if (box) {
    box.checked = localStorage.getItem(OFF) === "yes";
    box.onchange = () => localStorage.setItem(OFF, box.checked ? "yes" : "no");
  }
  dialog.showModal();
  return true;
}
