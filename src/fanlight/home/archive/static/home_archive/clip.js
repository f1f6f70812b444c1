// @ts-check
/** The clip's page: stage, reel, keep, note, download, seen. */

import { post } from "../shell/js/send.js";
import { showToast } from "../shell/js/toast.js";
import { drawRow, snooze } from "./event_deeds.js";
import { bindKeys, showKeys } from "./keys.js";
import { Stage } from "./stage.js";
import { Strip } from "./strip.js";
import { clockWords } from "./times.js";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-stage]"));
const reel = /** @type {HTMLElement} */ (document.querySelector("[data-strip]"));
const address = root.dataset.clip ?? "";
const STILL_OPEN_MS = 4000; // an event that goes on: the home lists new footage every five seconds

async function begin() {
  const playlist = await (await fetch(`${address}playlist.json`, { cache: "no-store" })).json();
  const first = playlist.segments[0]?.fragments[0]?.start_us ?? playlist.start_us;
  const stage = new Stage(root, Math.min(first, playlist.start_us));
  stage.track.add(playlist);
  stage.track.grows = playlist.open;
  bindReel(stage);
  bindKeys(stage.keys());
  if (playlist.segments.length === 0) return;
  await stage.seek(Number(root.dataset.open));
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) void stage.player.play();
  stage.addEventListener("playing", () => void post(`${address}seen`, {}), { once: true });
  if (playlist.open) window.setTimeout(() => void more(stage), STILL_OPEN_MS);
}

/** @param {Stage} stage */
async function more(stage) {
  const answer = await fetch(`${address}playlist.json`, { cache: "no-store" });
  if (!answer.ok) return;
  const playlist = await answer.json();
  stage.track.add(playlist);
  stage.track.grows = playlist.open;
  stage.player.tick(); // it may have stood at the end
  if (playlist.open) window.setTimeout(() => void more(stage), STILL_OPEN_MS);
}

/** @param {Stage} stage */
function bindReel(stage) {
  const strip = new Strip(reel, stage.zone);
  strip.marks = reel.dataset.marks ? reel.dataset.marks.split(" ").map(Number) : [];
  strip.addEventListener("scrub", (event) => stage.glance(/** @type {CustomEvent<number>} */ (event).detail));
  strip.addEventListener("chosen", (event) => void stage.seek(/** @type {CustomEvent<number>} */ (event).detail));
  const length = Math.round((strip.until - strip.from) / 1e6);
  strip.words = (at) =>
    `${clockWords(at, stage.zone)}, ${Math.max(0, Math.round((at - strip.from) / 1e6))} seconds of ${length}`;
  stage.addEventListener("moved", (event) => {
    if (!strip.isHeld) strip.show(/** @type {CustomEvent<number>} */ (event).detail);
  });
  strip.bubbleWords = (at) => clockWords(at, stage.zone);
  stage.addEventListener("damaged", () => hatchDamage(stage, strip));
}

/**
 * @param {Stage} stage
 * @param {Strip} strip
 */
function hatchDamage(stage, strip) {
  const place = document.querySelector("[data-damage]");
  if (!place) return;
  place.replaceChildren();
  for (const piece of stage.track.pieces) {
    if (!stage.track.damaged.has(`${piece.part.segment}/${piece.number}`)) continue;
    const share = (/** @type {number} */ at) => (100 * (at - strip.from)) / (strip.until - strip.from);
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    bar.setAttribute("x", `${Math.max(0, share(piece.start))}%`);
    bar.setAttribute("width", `${Math.min(100, share(piece.end)) - Math.max(0, share(piece.start))}%`);
    bar.setAttribute("height", "100%");
    bar.setAttribute("fill", "url(#clip-hatch)");
    place.append(bar);
  }
}

/** The keys that need no footage: they work from the first moment. */
function bindPageKeys() {
  const go = (/** @type {string} */ name) => () => {
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(`a[data-go=${name}]`));
    if (link) link.click();
    return link !== null;
  };
  bindKeys({
    ArrowUp: go("after"),
    ArrowDown: go("before"),
    h: () => void keepButton()?.click(),
    s: () => void snooze(root.dataset.snooze ?? ""),
    g: () => {
      window.location.assign(`/timeline/?camera=${root.dataset.camera}&at=${root.dataset.at ?? ""}`);
    },
    Escape: () => (document.fullscreenElement ? false : go("back")()),
    "?": () => showKeys(document.querySelector("dialog[data-keys]")),
  });
}

function keepButton() {
  return /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-keep] button"));
}

/** @param {boolean} kept */
function drawKept(kept) {
  const button = keepButton();
  const form = button?.form;
  if (!button || !form) return;
  button.setAttribute("aria-pressed", String(kept));
  button.classList.toggle("on", kept);
  const word = button.querySelector("span");
  if (word) word.textContent = kept ? "Kept" : "Keep";
  form.action = `${address}${kept ? "release" : "keep"}`;
  const row = document.querySelector(`[data-row]:has([data-event="${address.split("/")[2]}"])`);
  if (row) drawRow(/** @type {HTMLElement} */ (row), kept);
}

let deed = 0; // a late answer must not speak over a newer deed

/** Drawn at once; a refusal takes it back and says why. @param {boolean} kept */
async function keep(kept) {
  const mine = ++deed;
  drawKept(kept);
  if ("vibrate" in navigator && kept) navigator.vibrate(20);
  const answer = await post(`${address}${kept ? "keep" : "release"}`, {}).catch(() => undefined);
  if (mine !== deed) return;
  if (answer?.ok) return showToast(answer.body?.words ?? "", () => void keep(!kept));
  drawKept(!kept);
  showToast(answer?.body?.words ?? "The home does not answer. Nothing was changed.");
}

document.querySelector("[data-keep]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  void keep(keepButton()?.getAttribute("aria-pressed") !== "true");
});

const noteForm = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-note]"));
noteForm?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = /** @type {HTMLTextAreaElement} */ (noteForm.elements.namedItem("text"));
  const before = text.defaultValue;
  text.defaultValue = text.value;
  drawNote(text.value);
  const answer = await post(noteForm.action, { text: text.value }).catch(() => undefined);
  if (!answer?.ok) {
    text.defaultValue = before;
    drawNote(before);
  }
  showToast(answer?.body?.words ?? "The home does not answer. Nothing was changed.");
});

/** @param {string} text */
function drawNote(text) {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-note-shown]"));
  if (shown) {
    shown.textContent = text;
    shown.hidden = text === "";
  }
  document.querySelector("details[data-note-box]")?.removeAttribute("open");
}

document.querySelector("[data-download]")?.addEventListener("click", (event) => {
  event.preventDefault();
  void download(/** @type {HTMLAnchorElement} */ (event.currentTarget));
});

/** Asks how far the file is until it is there, then takes it. @param {HTMLAnchorElement} link */
async function download(link) {
  const words = link.querySelector("span");
  const begun = performance.now();
  for (;;) {
    const answer = await fetch(`${address}download/state`, { cache: "no-store" }).catch(() => undefined);
    const state = answer?.ok ? await answer.json() : { problem: true, words: "The home does not answer." };
    if (state.problem) return showToast(state.words);
    if (state.ready) break;
    if (words && performance.now() - begun > 400) words.textContent = state.words;
    await new Promise((resolve) => void setTimeout(resolve, 500));
  }
  if (words) words.textContent = "Download";
  window.location.assign(link.href);
}

document.querySelector("[data-show-keys]")?.addEventListener("click", () => {
  showKeys(document.querySelector("dialog[data-keys]"));
});

bindPageKeys();
if (root && reel) void begin();
