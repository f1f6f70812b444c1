// @ts-check
/** The path that the home proposes where nothing is watched yet: drawn dashed, taken with one tap, or dismissed. */
import { FULL } from "./polygons.js";

/** @typedef {import("./polygons.js").Point} Point */
/** @typedef {import("./zone_set.js").ZoneSet} ZoneSet */
/** @typedef {{name: string, points: Point[], words: string}} Proposed */

const AWAY = "No path could be looked for: the home does not answer.";

/** @template {Element} T @param {string} id @returns {T} */
const part = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));

export class Proposal {
  /** @type {Proposed | undefined} */
  #found;
  #box = /** @type {HTMLElement} */ (part("proposal"));
  #shape = /** @type {SVGPolygonElement} */ (part("proposed"));

  /**
   * @param {{path: string, width: number, height: number}} facts
   * @param {ZoneSet} set
   */
  constructor(facts, set) {
    this.facts = facts;
    this.set = set;
    part("proposal-take").addEventListener("click", () => this.#take());
    part("proposal-leave").addEventListener("click", () => this.#leave());
  }

  /** Asks the home, where a proposal would be shown; what was dismissed on this device is not shown again. */
  async ask() {
    if (this.#isWatched()) return;
    const answer = await fetch(this.facts.path, { cache: "no-store" }).catch(() => undefined);
    const found = await answer?.json().catch(() => undefined);
    /** @type {Proposed} */
    const shown = { name: "", points: [], words: AWAY, ...found };
    this.#found = shown;
    part("proposal-words").textContent = shown.words;
    part("proposal-deeds").toggleAttribute("hidden", !shown.points.length);
    this.draw();
  }

  /** Only while nothing is watched: a zone that is drawn answers the question. */
  draw() {
    const found = this.#found;
    const isShown = found !== undefined && !this.#isWatched() && !this.#isDismissed();
    this.#box.hidden = !isShown;
    const points = isShown ? found.points : [];
    this.#shape.setAttribute("visibility", points.length ? "visible" : "hidden");
    this.#shape.setAttribute("points", points.map((point) => this.#units(point)).join(" "));
  }

  #take() {
    if (!this.#found) return;
    this.set.add(this.#found.points, this.#found.name);
    part("list").querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null} */ (part("list").querySelector("[aria-pressed=true]"))?.focus();
  }

  #leave() {
    localStorage.setItem(this.#key(), "yes");
    this.draw();
    /** @type {HTMLElement} */ (part("new")).focus();
  }

  #key() { return `fanlight-path-${this.facts.path}`; }
  #isDismissed() { return Boolean(this.#found?.points.length) && localStorage.getItem(this.#key()) === "yes"; }
  #isWatched() { return this.set.zones.some((zone) => zone.purpose === "watch"); }

  /** @param {Point} point */
  #units([x, y]) {
    return `${(x / FULL) * this.facts.width},${(y / FULL) * this.facts.height}`;
  }
}
