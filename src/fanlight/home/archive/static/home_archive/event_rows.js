// @ts-check
/** Rows of events: their menus, and on a touch screen the swipes: left snoozes the zone for an hour, right keeps. */

import { isKept, keep, snooze } from "./event_deeds.js";

const BEGINS_PX = 12; // less is a tap that was not quite still
const ENOUGH = 0.28; // of the row's width: further and the deed is done when the finger lifts
const MOST = 0.45;

class Swipe {
  #isSwiping = false;
  #moved = 0;
  /** @type {HTMLElement | undefined} */
  #label;

  /** @param {HTMLElement} row @param {PointerEvent} down */
  constructor(row, down) {
    this.row = row;
    this.link = /** @type {HTMLElement} */ (row.querySelector("a"));
    this.down = down;
    const move = (/** @type {PointerEvent} */ event) => event.pointerId === down.pointerId && this.#move(event);
    const end = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== down.pointerId) return;
      for (const name of ["pointerup", "pointercancel"]) window.removeEventListener(name, /** @type {any} */ (end));
      window.removeEventListener("pointermove", move);
      this.#end(event.type === "pointerup");
    };
    window.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, /** @type {any} */ (end));
  }

  get #wide() { return this.row.getBoundingClientRect().width; }
  get #isEnough() { return Math.abs(this.#moved) >= this.#wide * ENOUGH; }

  /** @param {PointerEvent} event */
  #move(event) {
    const across = event.clientX - this.down.clientX;
    const along = event.clientY - this.down.clientY;
    if (!this.#isSwiping && (Math.abs(across) < BEGINS_PX || Math.abs(across) < 2 * Math.abs(along))) return;
    this.#isSwiping = true;
    const most = this.#wide * MOST;
    this.#moved = Math.max(-most, Math.min(most, across));
    this.link.style.transform = `translateX(${this.#moved}px)`; // by the CSSOM, which a strict CSP allows
    this.#say();
  }

  /** What would happen, where the row was. */
  #say() {
    const side = this.#moved < 0 ? "snooze" : "keep";
    this.#label ??= document.createElement("p");
    this.#label.className = `swipe ${side}${this.#isEnough ? " enough" : ""}`;
    this.#label.setAttribute("aria-hidden", "true");
    this.#label.textContent = side === "keep" && isKept(this.row) ? "Kept" : (deed(this.row, side)?.textContent ?? "").trim();
    if (!this.#label.isConnected) this.row.prepend(this.#label);
  }

  /** @param {boolean} lifted */
  #end(lifted) {
    if (!this.#isSwiping) return;
    const side = this.#moved < 0 ? "snooze" : "keep";
    const isDone = lifted && this.#isEnough;
    this.link.style.transform = "";
    this.#label?.remove();
    window.addEventListener("click", stop, { capture: true, once: true }); // the lift is not a tap on the link
    window.setTimeout(() => window.removeEventListener("click", stop, { capture: true }), 0);
    if (isDone) act(this.row, side);
  }
}

/** @param {Event} click */
function stop(click) {
  click.preventDefault();
  click.stopPropagation();
}

/** @param {HTMLElement} row @param {string} name */
function deed(row, name) {
  return /** @type {HTMLButtonElement | null} */ (row.querySelector(`[data-deed=${name}]`));
}

/** @param {HTMLElement} row @param {string} name @param {boolean} [kept] what Keep makes of it */
function act(row, name, kept = true) {
  if (name === "keep") void keep(row, kept);
  else void snooze(deed(row, "snooze")?.getAttribute("formaction") ?? "");
}

document.addEventListener("pointerdown", (down) => {
  const at = down.target instanceof Element ? down.target : null;
  const row = /** @type {HTMLElement | null} */ (at?.closest("[data-row] > a")?.parentElement ?? null);
  if (row && down.pointerType === "touch" && down.isPrimary) new Swipe(row, down);
});

document.addEventListener("click", (click) => {
  const at = click.target instanceof Element ? click.target : null;
  for (const menu of document.querySelectorAll("details.row-menu[open]")) {
    if (!at || !menu.contains(at)) menu.removeAttribute("open");
  }
  const button = /** @type {HTMLButtonElement | null} */ (at?.closest("[data-row] [data-deed]") ?? null);
  const row = /** @type {HTMLElement | null} */ (button?.closest("[data-row]") ?? null);
  if (!button || !row) return;
  click.preventDefault();
  const menu = button.closest("details");
  menu?.removeAttribute("open");
  menu?.querySelector("summary")?.focus();
  act(row, button.dataset.deed ?? "", !isKept(row));
});

document.addEventListener("keydown", (press) => {
  const menu = document.querySelector("details.row-menu[open]");
  if (press.key !== "Escape" || !menu) return;
  press.preventDefault();
  menu.removeAttribute("open");
  menu.querySelector("summary")?.focus();
}, { capture: true });
