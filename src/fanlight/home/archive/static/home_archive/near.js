// @ts-check
/** Draws the strip of some minutes: footage, holes with their reasons, events, minutes; SVG attributes only. */

import { minuteWords } from "./times.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS_S = [15, 30, 60, 120, 300, 600, 1800, 3600];
const MOST_TICKS = 6; // so many labels fit a phone's width
const THIN = 0.6; // percent: an event is never thinner

/**
 * @typedef {{from: number, until: number, zone: string, events: {at_us: number, press: boolean, title: string}[],
 *   footage: [number, number][], silences: {start_us: number, end_us: number, words: string}[]}} Near
 */

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [words]
 */
function made(name, attributes, words) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (words !== undefined) element.textContent = words;
  return element;
}

/**
 * @param {HTMLElement} strip
 * @param {Near} near
 */
export function drawNear(strip, near) {
  const place = strip.querySelector("[data-near]");
  if (!place) return;
  const x = (/** @type {number} */ at) => (100 * (at - near.from)) / (near.until - near.from);
  /** @type {Element[]} */
  const drawn = [];
  const bar = (/** @type {number} */ from, /** @type {number} */ until, /** @type {Record<string, any>} */ more) => {
    const left = Math.max(0, x(from));
    const width = Math.min(100, x(until)) - left;
    if (width <= 0) return undefined;
    const rect = made("rect", { x: `${left}%`, width: `${width}%`, ...more });
    drawn.push(rect);
    return rect;
  };
  for (const [from, until] of near.footage) bar(from, until, { y: 32, height: 6, rx: 2, class: "kept" });
  for (const one of near.silences) {
    const rect = bar(one.start_us, one.end_us, { y: 6, height: 32, fill: "url(#near-hatch)" });
    rect?.append(made("title", {}, one.words));
  }
  for (const event of near.events) {
    const wide = (THIN / 100) * (near.until - near.from);
    bar(event.at_us, event.at_us + wide, { y: 12, height: 26, rx: 2, class: event.press ? "mark-press" : "mark-move" });
  }
  drawn.push(...ticks(near, x));
  place.replaceChildren(...drawn);
}

/**
 * @param {Near} near
 * @param {(at: number) => number} x
 */
function ticks(near, x) {
  const span = (near.until - near.from) / 1e6;
  const step = (STEPS_S.find((one) => span / one <= MOST_TICKS) ?? 3600) * 1e6;
  const found = [];
  for (let at = Math.ceil(near.from / step) * step; at <= near.until; at += step) {
    const place = x(at);
    found.push(made("rect", { x: `${place}%`, y: 38, width: 1, height: 4, class: "grid strong" }));
    if (place > 4 && place < 96) {
      found.push(made("text", { x: `${place}%`, y: 54, "text-anchor": "middle", class: "tick" }, minuteWords(at, near.zone)));
    }
  }
  return found;
}
