// @ts-check
/** Draws the zones on the picture and lets corners be dragged, chosen with Tab and moved with keys. */
import { centre, FULL, middle } from "./polygons.js";

/** @typedef {import("./polygons.js").Point} Point */
/** @typedef {import("./zone_set.js").ZoneSet} ZoneSet */

const SVG = "http://www.w3.org/2000/svg";
const SPOT_PX = 9; // radius of a corner as drawn
const ROOM_PX = 22; // radius of what a thumb may hit: 44 px across
const BETWEEN_PX = 5;
const BETWEEN_ROOM_PX = 14;
const STEP = 100; // 1 % a key
const FINE = 10; // 0.1 % with Shift
const LABEL_HIGH = 40;
/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, string>} */
export const DOES = { watch: "watched", ignore: "ignored", private: "private" };

export class ZoneDrawing {
  #keysMarked = false;

  /**
   * @param {SVGSVGElement} svg
   * @param {ZoneSet} set
   * @param {{width: number, height: number}} size of the drawing's units
   */
  constructor(svg, set, size) {
    this.svg = svg;
    this.set = set;
    this.size = size;
    this.shapes = /** @type {SVGGElement} */ (svg.querySelector("#shapes"));
    new ResizeObserver(() => this.draw()).observe(svg);
  }

  /** Everything anew; the focus stays on the corner that had it. */
  draw() {
    const hadFocus = this.shapes.contains(document.activeElement);
    const wrong = this.set.fault()?.index ?? -1;
    const order = this.set.zones.map((_, index) => index).sort((a, b) => Number(a === this.set.chosen) - Number(b === this.set.chosen));
    this.shapes.replaceChildren(...order.map((index) => this.#shape(index, index === wrong)), ...this.#labels(), ...this.#handles());
    for (const label of this.shapes.querySelectorAll(".zone-label")) fit(/** @type {SVGGElement} */ (label));
    if (hadFocus && this.set.corner >= 0) this.focus(this.set.corner);
  }

  /** @param {number} corner */
  focus(corner) {
    /** @type {SVGGElement | null} */ (this.shapes.querySelector(`[data-corner="${corner}"]`))?.focus();
  }

  /** @param {number} index @param {boolean} wrong */
  #shape(index, wrong) {
    const zone = this.set.zones[index];
    const chosen = index === this.set.chosen;
    const shape = element("polygon", {
      class: `shape ${zone.purpose}${chosen ? " chosen" : ""}${wrong ? " wrong" : ""}`,
      points: zone.points.map((point) => this.#units(point).join(",")).join(" "),
    });
    shape.addEventListener("click", () => { if (!chosen) this.set.choose(index); });
    return shape;
  }

  #labels() {
    return this.set.zones.map((zone) => {
      const [x, y] = this.#units(centre(zone.points));
      const label = element("g", { class: "zone-label", transform: `translate(${x} ${y})`, "aria-hidden": "true" });
      const text = element("text", { y: 8 });
      text.textContent = `${zone.name}, ${DOES[zone.purpose]}`;
      label.append(element("rect", { height: LABEL_HIGH, y: -LABEL_HIGH / 2, rx: LABEL_HIGH / 2 }), text);
      return label;
    });
  }

  #handles() {
    const zone = this.set.zone;
    if (!zone) return [];
    const next = (/** @type {number} */ corner) => zone.points[(corner + 1) % zone.points.length];
    const between = zone.points.map((point, corner) => this.#between(corner, middle(point, next(corner))));
    return [...between, ...zone.points.map((point, corner) => this.#handle(corner, point))];
  }

  /** @param {number} corner @param {Point} point */
  #handle(corner, point) {
    const handle = this.#circles("handle", point, SPOT_PX, ROOM_PX);
    if (corner === this.set.corner) handle.classList.add("at");
    const [x, y] = point.map((value) => (value / 100).toFixed(1));
    const words = `Corner ${corner + 1} of ${this.set.zone.name}, ${x} % from the left, ${y} % from the top`;
    const says = { tabindex: 0, role: "button", "data-corner": corner, "aria-label": words };
    for (const [name, value] of Object.entries(says)) handle.setAttribute(name, String(value));
    handle.addEventListener("keydown", (press) => this.#key(press, corner));
    handle.addEventListener("keyup", () => { this.#keysMarked = false; });
    handle.addEventListener("focus", () => { this.set.corner = corner; });
    handle.addEventListener("pointerdown", (down) => this.#drag(down, corner));
    return handle;
  }

  /** @param {number} corner @param {Point} point */
  #between(corner, point) {
    const spot = this.#circles("between", point, BETWEEN_PX, BETWEEN_ROOM_PX);
    spot.addEventListener("pointerdown", (down) => {
      this.set.insert(corner);
      this.#drag(down, corner + 1, false);
    });
    return spot;
  }

  /** @param {string} kind @param {Point} point @param {number} spot @param {number} room */
  #circles(kind, point, spot, room) {
    const [x, y] = this.#units(point);
    const scale = (this.svg.clientWidth || this.size.width) / this.size.width;
    const group = element("g", { class: kind, transform: `translate(${x} ${y})` });
    group.append(element("circle", { class: "room", r: room / scale }), element("circle", { class: "spot", r: spot / scale }));
    return group;
  }

  /** @param {KeyboardEvent} press @param {number} corner */
  #key(press, corner) {
    const way = ARROWS[press.key];
    if (way) {
      press.preventDefault();
      if (!this.#keysMarked) { this.set.mark(); this.#keysMarked = true; }
      const step = press.shiftKey ? FINE : STEP;
      const [x, y] = this.set.zone.points[corner];
      this.set.move(corner, within([x + way[0] * step, y + way[1] * step]));
    } else if (press.key === "Insert") {
      press.preventDefault();
      this.set.insert(corner);
    } else if (press.key === "Delete" || press.key === "Backspace") {
      press.preventDefault();
      this.set.drop(corner);
    }
  }

  /** @param {PointerEvent} down @param {number} corner @param {boolean} isStep whether this drag is a step of its own */
  #drag(down, corner, isStep = true) {
    if (down.button !== 0) return;
    down.preventDefault();
    let moved = !isStep;
    /** @param {PointerEvent} event */
    const move = (event) => {
      if (!moved) { this.set.mark(); moved = true; }
      this.set.move(corner, this.#at(event));
    };
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      this.set.choose(this.set.chosen, corner);
      this.focus(corner);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  }

  /** @param {PointerEvent} event @returns {Point} */
  #at(event) {
    const box = this.svg.getBoundingClientRect();
    return within([((event.clientX - box.left) / box.width) * FULL, ((event.clientY - box.top) / box.height) * FULL]);
  }

  /** @param {Point} point @returns {Point} */
  #units([x, y]) {
    return [(x / FULL) * this.size.width, (y / FULL) * this.size.height];
  }
}

/** @param {Point} point @returns {Point} no corner leaves the picture by hand */
function within([x, y]) {
  return [Math.min(FULL, Math.max(0, x)), Math.min(FULL, Math.max(0, y))];
}

/** @param {SVGGElement} label the pill is as wide as its words */
function fit(label) {
  const text = /** @type {SVGTextElement} */ (label.querySelector("text"));
  const wide = text.getComputedTextLength() + LABEL_HIGH * 0.8;
  const pill = /** @type {SVGRectElement} */ (label.querySelector("rect"));
  pill.setAttribute("width", String(wide));
  pill.setAttribute("x", String(-wide / 2));
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElement}
 */
export function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
