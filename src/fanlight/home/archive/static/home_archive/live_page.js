// @ts-check
/** The live grid: all cameras on one connection; a double tap or a digit makes one large. */

import { bindKeys, showKeys } from "./keys.js";
import { LivePage } from "./live.js";

const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-large]")]);

/** @param {HTMLElement} box */
function enlarge(box) {
  window.location.assign(box.dataset.large ?? "");
}

let tapped = 0;
for (const box of boxes) {
  box.addEventListener("dblclick", () => enlarge(box));
  box.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "touch") return;
    if (event.timeStamp - tapped < 300) enlarge(box);
    tapped = event.timeStamp;
  });
}

for (const button of document.querySelectorAll("[data-do=full]")) {
  button.addEventListener("click", () => full(/** @type {HTMLElement} */ (button)));
}
for (const button of document.querySelectorAll("[data-do=pause]")) {
  button.addEventListener("click", () => pause(/** @type {HTMLElement} */ (button)));
}

/** @param {HTMLElement} button */
function full(button) {
  const stage = button.closest(".stage");
  if (document.fullscreenElement) void document.exitFullscreen();
  else void stage?.requestFullscreen?.().catch(() => undefined);
}

/** All motion stops, and goes on. @param {HTMLElement} button */
function pause(button) {
  const paused = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(paused));
  const word = button.querySelector("span");
  if (word) word.textContent = paused ? "Go on" : "Pause";
  for (const box of document.querySelectorAll("[data-live]")) {
    const element = /** @type {HTMLElement} */ (box);
    const video = element.querySelector("video");
    if (paused) element.dataset.paused = "yes";
    else delete element.dataset.paused;
    if (paused) video?.pause();
    else void video?.play().catch(() => undefined);
  }
}

/** @type {Record<string, (press: KeyboardEvent) => unknown>} */
const digits = {};
boxes.slice(0, 9).forEach((box, index) => {
  digits[String(index + 1)] = () => enlarge(box);
});
bindKeys({
  ...digits,
  f: () => {
    const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-do=full]"));
    if (button) full(button);
  },
  "?": () => showKeys(document.querySelector("dialog[data-keys]")),
  Escape: () => {
    const back = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-go=back]"));
    if (document.fullscreenElement || !back) return false;
    back.click();
  },
});
new LivePage(document).start();
