// @ts-check
/** A strip of time that a finger, a mouse or keys move along: `role=slider` (WAI-ARIA), with a bubble above the finger. */

import { clockWords } from "./times.js";

const ATTRACT_PX = 8; // a mark this near takes the finger
const KEY_S = 10;
const PAGE_S = 60;
const LANE_PX = 30; // as archive/rules/strips.py draws them

export class Strip extends EventTarget {
  #held = false;
  /** @type {number[]} moments that attract, µs */
  marks = [];
  /** @type {number | undefined} camera of the lane that was chosen, where the strip has lanes */
  row;

  /**
   * @param {HTMLElement} element carries role, tabindex and `data-from`, `data-until` in µs
   * @param {string} zone
   */
  constructor(element, zone) {
    super();
    this.element = element;
    this.zone = zone;
    this.from = Number(element.dataset.from);
    this.until = Number(element.dataset.until);
    this.at = this.from;
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    element.addEventListener("pointerup", (event) => this.#up(event));
    element.addEventListener("pointercancel", () => (this.#held = false));
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  get isHeld() {
    return this.#held;
  }

  /**
   * Another span on the same strip.
   * @param {number} from
   * @param {number} until
   */
  span(from, until) {
    this.from = from;
    this.until = until;
    this.show(this.at);
  }

  /** @param {number} at the moment that the strip points to */
  show(at) {
    this.at = at;
    const share = Math.min(1, Math.max(0, (at - this.from) / (this.until - this.from)));
    for (const line of this.element.querySelectorAll("[data-playhead]")) {
      line.setAttribute(line.tagName === "circle" ? "cx" : "x", `${(share * 100).toFixed(3)}%`);
    }
    const seconds = Math.round((at - this.from) / 1e6);
    this.element.setAttribute("aria-valuemax", String(Math.round((this.until - this.from) / 1e6)));
    this.element.setAttribute("aria-valuenow", String(seconds));
    this.element.setAttribute("aria-valuetext", this.words(at));
  }

  /** For the ear. @param {number} at */
  words(at) {
    return clockWords(at, this.zone);
  }

  /** Above the finger. @param {number} at */
  bubbleWords(at) {
    return clockWords(at, this.zone);
  }

  /** @param {PointerEvent} event */
  #place(event) {
    const box = this.element.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const at = this.from + share * (this.until - this.from);
    const reach = (ATTRACT_PX / box.width) * (this.until - this.from);
    const near = this.marks.filter((mark) => Math.abs(mark - at) <= reach);
    near.sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
    return { at: near[0] ?? at, x: event.clientX - box.left, isMark: near.length > 0 };
  }

  /** @param {PointerEvent} event */
  #lane(event) {
    const lanes = (this.element.dataset.lanes ?? "").split(" ").filter(Boolean).map(Number);
    const lane = Math.floor((event.clientY - this.element.getBoundingClientRect().top) / LANE_PX);
    return lanes[lane];
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || !event.isPrimary) return; // a second finger pinches
    this.#held = true;
    this.element.setPointerCapture(event.pointerId);
    this.element.focus({ preventScroll: true });
    this.#drag(event);
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#held && event.isPrimary) this.#drag(event);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const before = this.at;
    const { at, x, isMark } = this.#place(event);
    if (isMark && at !== before && "vibrate" in navigator && navigator.userActivation?.hasBeenActive) navigator.vibrate(10);
    this.show(at);
    this.#bubble(at, x);
    this.dispatchEvent(new CustomEvent("scrub", { detail: at }));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#held || !event.isPrimary) return;
    this.#held = false;
    const { at } = this.#place(event);
    this.row = this.#lane(event);
    this.#bubble(undefined, 0);
    this.show(at);
    this.dispatchEvent(new CustomEvent("chosen", { detail: at }));
  }

  /**
   * @param {number | undefined} at
   * @param {number} x
   */
  #bubble(at, x) {
    const bubble = /** @type {HTMLElement | null} */ (this.element.querySelector("[data-bubble]"));
    if (bubble === null) return;
    bubble.hidden = at === undefined;
    if (at === undefined) return;
    bubble.textContent = this.bubbleWords(at);
    const half = bubble.offsetWidth / 2;
    const left = Math.min(this.element.clientWidth - half, Math.max(half, x));
    bubble.style.transform = `translateX(${left - half}px)`; // by the CSSOM, which a strict CSP allows
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const steps = /** @type {Record<string, number>} */ ({
      ArrowLeft: -KEY_S,
      ArrowRight: KEY_S,
      PageDown: -PAGE_S,
      PageUp: PAGE_S,
    });
    let at = this.at;
    if (event.key === "Home") at = this.from;
    else if (event.key === "End") at = this.until;
    else if (event.key in steps) at += (steps[event.key] ?? 0) * 1e6;
    else return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(Math.min(this.until, Math.max(this.from, at)));
    this.dispatchEvent(new CustomEvent("chosen", { detail: this.at }));
  }
}
