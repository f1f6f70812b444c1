// @ts-check
/** The timeline's page: the strips of a day and of some minutes move together with the picture and the list. */

import { bindKeys, showKeys } from "./keys.js";
import { drawNear } from "./near.js";
import { bindPinch } from "./pinch.js";
import { fetchSheet } from "./previews.js";
import { Stage } from "./stage.js";
import { Strip } from "./strip.js";
import { refresh } from "./swap.js";
import { atWords } from "./times.js";

/** @typedef {{id: number, at_us: number, camera: number, press: boolean, title: string}} Mark */
/** @typedef {{events: Mark[], footage: Record<string, [number, number][]>, silences: Record<string, any[]>}} Marks */

const SPANS_S = [120, 600, 1800, 3600, 10_800]; // of the near strip, by zoom
const AROUND_US = 600e6; // footage is listed this far round the place that is shown
const SHEET_US = 600e6;
const HOUR_US = 3600e6;

class TimelinePage {
  /** @type {Marks} */
  marks = { events: [], footage: {}, silences: {} };
  zoom = 1;
  /** @type {[number, number][]} spans whose footage is listed */
  #listed = [];
  #hour = 0;
  #listing = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    const first = /** @type {HTMLElement} */ (document.querySelector("[data-strip=day]"));
    this.from = Number(first.dataset.from);
    this.until = Number(first.dataset.until);
    this.stage = new Stage(root, this.from);
    const zone = this.stage.zone;
    this.days = [...document.querySelectorAll("[data-strip=day]")].map(
      (one) => new Strip(/** @type {HTMLElement} */ (one), zone),
    );
    this.near = new Strip(/** @type {HTMLElement} */ (document.querySelector("[data-strip=near]")), zone);
    for (const strip of [...this.days, this.near]) this.#bind(strip);
    this.stage.addEventListener("moved", (event) => this.#moved(/** @type {CustomEvent<number>} */ (event).detail));
    this.#bindPage();
  }

  async begin() {
    const opened = Number(this.stage.root.dataset.open);
    this.#center(opened);
    const day = atWords(this.from, this.stage.zone).slice(0, 10);
    const [marks] = await Promise.all([fetch(`/timeline/${day}/marks.json`), this.#list(opened)]);
    if (marks.ok) this.marks = await marks.json();
    for (const strip of [...this.days, this.near]) strip.marks = this.marks.events.map((event) => event.at_us);
    this.#center(opened);
    await this.stage.seek(opened);
  }

  /** @param {number} at */
  async go(at) {
    const inside = Math.min(this.until - 1e6, Math.max(this.from, at));
    this.#center(inside);
    await this.#list(inside);
    await this.stage.seek(inside);
    this.#address(inside);
  }

  /** @param {1 | -1} way */
  event(way) {
    const at = this.stage.at;
    const times = this.marks.events.map((event) => event.at_us).sort((a, b) => a - b);
    const next = way > 0 ? times.find((one) => one > at + 1e6) : times.findLast((one) => one < at - 1e6);
    if (next === undefined) return this.stage.words(way > 0 ? "No later event this day." : "No earlier event this day.");
    const event = this.marks.events.find((one) => one.at_us === next);
    if (event && event.camera !== this.stage.camera) this.#camera(event.camera);
    return this.go(next);
  }

  /** @param {Strip} strip */
  #bind(strip) {
    strip.addEventListener("scrub", (event) => {
      const at = /** @type {CustomEvent<number>} */ (event).detail;
      this.stage.player.pause();
      this.stage.glance(at);
      fetchSheet(this.stage.camera, at + SHEET_US);
      fetchSheet(this.stage.camera, at - SHEET_US);
      for (const other of this.days) if (other !== strip) other.show(at);
      if (strip !== this.near) this.#center(at);
    });
    strip.addEventListener("chosen", (event) => {
      if (strip.row !== undefined) this.#camera(strip.row);
      void this.go(/** @type {CustomEvent<number>} */ (event).detail).then(() => this.stage.player.play());
    });
  }

  #bindPage() {
    bindPinch(this.near.element, (way) => this.#zoom(way));
    for (const button of document.querySelectorAll("[data-zoom]")) {
      const way = /** @type {HTMLElement} */ (button).dataset.zoom === "in" ? -1 : 1;
      button.addEventListener("click", () => this.#zoom(way));
    }
    for (const [name, way] of /** @type {[string, 1 | -1][]} */ ([["before", -1], ["after", 1]])) {
      document.querySelector(`[data-go=${name}]`)?.addEventListener("click", (event) => {
        event.preventDefault();
        void this.event(way);
      });
    }
    for (const link of document.querySelectorAll("[data-camera-link]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.#camera(Number(/** @type {HTMLElement} */ (link).dataset.cameraLink));
        void this.go(this.stage.at);
      });
    }
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById("goto"));
    bindKeys({
      ...this.stage.keys(),
      ArrowUp: () => this.event(1),
      ArrowDown: () => this.event(-1),
      "+": () => this.#zoom(-1),
      "-": () => this.#zoom(1),
      g: () => (field?.focus(), field?.select()),
      "?": () => showKeys(document.querySelector("dialog[data-keys]")),
    });
  }

  /** @param {1 | -1} way */
  #zoom(way) {
    this.zoom = Math.min(SPANS_S.length - 1, Math.max(0, this.zoom + way));
    this.#center(this.stage.at);
  }

  /**
   * The near strip round a moment.
   * @param {number} at
   */
  #center(at) {
    const half = ((SPANS_S[this.zoom] ?? 600) * 1e6) / 2;
    this.near.span(at - half, at + half);
    this.near.show(at);
    const camera = String(this.stage.camera);
    drawNear(this.near.element, {
      from: at - half,
      until: at + half,
      zone: this.stage.zone,
      events: this.marks.events.filter((event) => event.camera === this.stage.camera),
      footage: this.marks.footage[camera] ?? [],
      silences: this.marks.silences[camera] ?? [],
    });
  }

  /** @param {number} camera */
  #camera(camera) {
    if (camera === this.stage.camera) return;
    this.stage.camera = camera;
    this.stage.root.dataset.camera = String(camera);
    this.stage.replace(this.from);
    this.#listed = [];
    for (const link of document.querySelectorAll("[data-camera-link]")) {
      const isIt = Number(/** @type {HTMLElement} */ (link).dataset.cameraLink) === camera;
      if (isIt) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** @param {number} at footage round this moment becomes known */
  async #list(at) {
    if (this.#listed.some(([from, until]) => from <= at - 30e6 && at + AROUND_US / 2 <= until)) return;
    const from = Math.max(this.from, at - AROUND_US);
    const until = Math.min(this.until, at + AROUND_US);
    const address = `/timeline/playlist.json?camera=${this.stage.camera}&from=${Math.round(from)}&until=${Math.round(until)}`;
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) return this.stage.words("The home does not answer.");
    this.stage.track.add(await answer.json());
    this.#listed.push([from, until === this.until ? Number.POSITIVE_INFINITY : until]);
  }

  /** @param {number} at */
  #moved(at) {
    for (const strip of this.days) if (!strip.isHeld) strip.show(at);
    const edge = (this.near.until - this.near.from) * 0.1;
    if (!this.near.isHeld && (at < this.near.from + edge || at > this.near.until - edge)) this.#center(at);
    else if (!this.near.isHeld) this.near.show(at);
    if (!this.#listing) {
      this.#listing = true;
      void this.#list(at).finally(() => (this.#listing = false));
    }
    const hour = Math.floor((at - this.from) / HOUR_US);
    if (hour !== this.#hour && this.#hour !== 0) void this.#showHour(at);
    this.#hour = hour;
  }

  /** @param {number} at */
  async #showHour(at) {
    await refresh(`?camera=${this.stage.camera}&at=${atWords(at, this.stage.zone)}`, ["hour"]);
  }

  /** @param {number} at */
  #address(at) {
    const words = atWords(at, this.stage.zone);
    history.replaceState(null, "", `?camera=${this.stage.camera}&at=${words}`);
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById("goto"));
    if (field && document.activeElement !== field) field.value = words.slice(11);
  }
}

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-stage]"));
if (root) void new TimelinePage(root).begin();
