// @ts-check
/** The zones of one camera while they are drawn: what is chosen, what was before (50 steps), and what is wrong. */
import { fault, middle } from "./polygons.js";

/** @typedef {import("./polygons.js").Point} Point */
/** @typedef {{name: string, purpose: "watch" | "ignore" | "private", points: Point[], sensitivity: number}} Zone */
/** @typedef {{zones: Zone[], whole: number, mostZones: number, mostCorners: number}} Facts */

const STEPS = 50;
/** @type {Point[]} a path from the lower edge towards the middle: where people come from in most pictures */
const USUAL = [[3800, 5600], [6200, 5600], [8200, 9700], [1800, 9700]];

/** @param {number} count @returns {Point[]} a small box, each further one beside the last, so that none hides another */
function further(count) {
  const left = 800 + ((count - 1) % 4) * 2200;
  const top = 800 + (Math.floor((count - 1) / 4) % 4) * 2200;
  return [[left, top], [left + 1800, top], [left + 1800, top + 1800], [left, top + 1800]];
}

export class ZoneSet extends EventTarget {
  /** @type {string[]} */
  #undo = [];
  /** @type {string[]} */
  #redo = [];

  /** @param {Facts} facts */
  constructor(facts) {
    super();
    this.zones = facts.zones;
    this.whole = facts.whole;
    this.mostZones = facts.mostZones;
    this.mostCorners = facts.mostCorners;
    this.chosen = this.zones.length ? 0 : -1;
    this.corner = -1;
  }

  get zone() { return this.zones[this.chosen]; }
  get canUndo() { return this.#undo.length > 0; }
  get canRedo() { return this.#redo.length > 0; }

  /** Before a change: what Undo brings back. A drag or a run of keys is one step. */
  mark() {
    const now = this.#packed();
    if (this.#undo.at(-1) === now) return;
    this.#undo.push(now);
    if (this.#undo.length > STEPS) this.#undo.shift();
    this.#redo = [];
  }

  /** After a change: whoever draws and saves hears of it. */
  changed() { this.dispatchEvent(new Event("changed")); }

  undo() { this.#swap(this.#undo, this.#redo); }
  redo() { this.#swap(this.#redo, this.#undo); }

  /** @param {number} index of a zone; -1 for the whole picture @param {number} corner */
  choose(index, corner = -1) {
    this.chosen = index;
    this.corner = corner;
    this.dispatchEvent(new Event("chosen"));
  }

  /** @param {Point[]} outline what was proposed, else a place to begin from @param {string} wanted its name */
  add(outline = this.zones.length ? further(this.zones.length) : USUAL, wanted = this.zones.length ? "" : "Path") {
    this.mark();
    let number = this.zones.length + 1;
    const taken = new Set(this.zones.map((zone) => zone.name.toLowerCase()));
    let name = wanted || `Zone ${number}`;
    while (taken.has(name.toLowerCase())) { number += 1; name = `Zone ${number}`; }
    this.zones.push({ name, purpose: "watch", points: outline.map(([x, y]) => [x, y]), sensitivity: 50 });
    this.choose(this.zones.length - 1);
    this.changed();
  }

  remove() {
    this.mark();
    this.zones.splice(this.chosen, 1);
    this.choose(Math.min(this.chosen, this.zones.length - 1));
    this.changed();
  }

  /** @param {number} corner @param {Point} to */
  move(corner, to) {
    this.zone.points[corner] = [Math.round(to[0]), Math.round(to[1])];
    this.corner = corner;
    this.changed();
  }

  /** A corner in the middle of the line that begins at this one. @param {number} corner */
  insert(corner) {
    const points = this.zone.points;
    if (points.length >= this.mostCorners) return;
    this.mark();
    points.splice(corner + 1, 0, middle(points[corner], points[(corner + 1) % points.length]));
    this.corner = corner + 1;
    this.changed();
  }

  /** @param {number} corner */
  drop(corner) {
    if (this.zone.points.length <= 3) return;
    this.mark();
    this.zone.points.splice(corner, 1);
    this.corner = Math.min(corner, this.zone.points.length - 1);
    this.changed();
  }

  /** @returns {{index: number, words: string} | null} the first fault of all zones */
  fault() {
    const names = this.zones.map((zone) => zone.name.trim().toLowerCase());
    for (const [index, zone] of this.zones.entries()) {
      if (!zone.name.trim()) return { index, words: "The zone has no name. Give it one, as “Path”." };
      if (names.indexOf(names[index]) !== index) return { index, words: `Two zones are called “${zone.name}”. Give one another name.` };
      const words = fault(zone.points, this.mostCorners);
      if (words) return { index, words: `${zone.name}: ${words}` };
    }
    return null;
  }

  /** What the server takes. @returns {Record<string, string>} */
  sent() {
    return { zones: JSON.stringify(this.zones), whole: String(this.whole) };
  }

  #packed() { return JSON.stringify({ zones: this.zones, whole: this.whole }); }

  /** @param {string[]} from @param {string[]} to */
  #swap(from, to) {
    const now = this.#packed();
    let step = from.pop();
    while (step === now) step = from.pop(); // a field was visited, nothing was changed
    if (step === undefined) return this.dispatchEvent(new Event("chosen"));
    to.push(now);
    ({ zones: this.zones, whole: this.whole } = JSON.parse(step));
    this.choose(Math.min(Math.max(this.chosen, this.zones.length ? 0 : -1), this.zones.length - 1));
    this.changed();
  }
}
