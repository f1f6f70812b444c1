// @ts-check
/** Today: live pictures, tiles that are renewed, what is new since the page was drawn. */

import { onHomeEvent } from "./home_events.js";
import { bindKeys, showKeys } from "./keys.js";
import { LivePage } from "./live.js";
import { fetched, put, refresh } from "./swap.js";
import { atWords } from "./times.js";

const TILE_MS = 10_000; // the recorder writes a last picture about so often
const CAMERAS_MS = 400; // several come back together after a start, and the row is written a moment after the word
const PARTS = ["say", "strip", "events"];

/** @type {number | undefined} */
let renewing;
/** @type {Set<number>} */
const fresh = new Set();

function drawFresh() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-fresh]"));
  if (!link) return;
  link.hidden = fresh.size === 0;
  link.textContent = fresh.size === 1 ? "1 new event" : `${fresh.size} new events`;
}

async function show() {
  const there = await refresh(window.location.pathname + window.location.search, PARTS);
  if (!there) return window.location.reload();
  fresh.clear();
  bind();
}

function bind() {
  const link = document.querySelector("[data-fresh]");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    void show();
  });
  const strip = document.getElementById("strip");
  strip?.addEventListener("click", (event) => {
    const svg = [...strip.querySelectorAll("svg.lanes, svg.daystrip")].find((one) => one.getBoundingClientRect().width);
    if (!svg || !event.clientX) return;
    const box = svg.getBoundingClientRect();
    const from = Number(strip.dataset.dayFrom);
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const at = from + share * (Number(strip.dataset.dayUntil) - from);
    window.location.assign(`${strip.dataset.href}?at=${atWords(at, strip.dataset.zone ?? "UTC")}`);
  });
}

function renewTiles() {
  if (document.hidden) return;
  for (const image of document.querySelectorAll("img[data-refresh]")) {
    const picture = /** @type {HTMLImageElement} */ (image);
    const next = new Image();
    next.addEventListener("load", () => (picture.src = next.src));
    next.src = `${picture.src.split("?")[0]}?${Date.now()}`;
  }
}

/** The front door and the tiles, in the residents' order. */
function cameraKeys() {
  const links = [...document.querySelectorAll(".live a[href]")].slice(0, 9);
  return Object.fromEntries(links.map((link, index) => [
    String(index + 1),
    () => /** @type {HTMLAnchorElement} */ (link).click(),
  ]));
}

/** A camera that came back, or left, changes its own tile; pictures that move go on moving. */
async function renewCameras() {
  const page = await fetched(window.location.href);
  if (!page) return;
  put(page, ["say"]);
  for (const old of document.querySelectorAll("[data-tile]")) {
    const fresh = page.querySelector(`[data-tile="${/** @type {HTMLElement} */ (old).dataset.tile}"]`);
    if (!fresh || isDark(old) === isDark(fresh)) continue;
    const there = document.adoptNode(fresh);
    old.replaceWith(there);
    live.adopt(there);
  }
}

/** @param {Element} tile */
const isDark = (tile) => tile.querySelector(".tile.dark") !== null;

const live = new LivePage(document);
live.start();
bind();
bindKeys({
  ...cameraKeys(),
  g: () => /** @type {HTMLElement | null} */ (document.querySelector(".goto input"))?.focus(),
  "?": () => showKeys(document.querySelector("dialog[data-keys]")),
});
window.setInterval(renewTiles, TILE_MS);
onHomeEvent((said) => {
  const known = document.querySelector(`#events [data-event="${said.id}"]`);
  if (said.what === "event" && said.phase === "opened" && !known) {
    fresh.add(said.id);
    drawFresh();
  }
  if (said.what === "camera" || said.what === "recorder") {
    window.clearTimeout(renewing);
    renewing = window.setTimeout(() => void renewCameras(), CAMERAS_MS);
  }
});
