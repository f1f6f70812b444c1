// @ts-check
/** Keep and snooze, from a row, a swipe or a key: drawn at once, undone from the toast, taken back where refused. */

import { post } from "../shell/js/send.js";
import { showToast } from "../shell/js/toast.js";

const AWAY = "The home does not answer. Nothing was changed.";
const KEPT_MS = 20; // of haptics, on Keep alone

/** @param {HTMLElement} row */
const keepButton = (row) => /** @type {HTMLButtonElement} */ (row.querySelector("[data-deed=keep]"));

/** @param {HTMLElement} row @param {boolean} kept */
export function drawRow(row, kept) {
  const button = keepButton(row);
  const lock = /** @type {HTMLElement | null} */ (row.querySelector("[data-kept]"));
  const word = button.querySelector("span");
  button.formAction = (kept ? button.dataset.release : button.dataset.keep) ?? "";
  if (lock) lock.hidden = !kept;
  if (word) word.textContent = kept ? "Release" : "Keep";
}

/** @param {HTMLElement} row */
export function isKept(row) {
  return !(/** @type {HTMLElement} */ (row.querySelector("[data-kept]")).hidden);
}

/** @param {HTMLElement} row @param {boolean} kept */
export async function keep(row, kept) {
  if (isKept(row) === kept) return showToast("It is kept already.");
  const { keep: to = "", release = "" } = keepButton(row).dataset;
  drawRow(row, kept);
  if (kept && "vibrate" in navigator) navigator.vibrate(KEPT_MS);
  const answer = await post(kept ? to : release, {}).catch(() => undefined);
  if (answer?.ok) return showToast(answer.body?.words ?? "", () => void keep(row, !kept));
  drawRow(row, !kept);
  showToast(answer?.body?.words ?? AWAY);
}

/** Quiet for an hour where that happened. @param {string} address */
export async function snooze(address) {
  if (!address) return;
  const answer = await post(address, {}).catch(() => undefined);
  const undo = answer?.body?.undo;
  showToast(answer?.body?.words ?? AWAY, answer?.ok && undo ? () => void end(undo) : null);
}

/** @param {string} address */
async function end(address) {
  const answer = await post(address, {}).catch(() => undefined);
  showToast(answer?.body?.words ?? AWAY);
}
