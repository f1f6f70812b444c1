// @ts-check
/** All live pictures of a page on one connection (HTTP/1.1 allows six a host; one page must not use them up). */

import { FrameCutter } from "./frames.js";
import { LiveTile } from "./live_tile.js";

const SLOW_S = 3; // hidden delay after which the connection is begun anew
const YOUNG_S = 6; // a connection younger than this is never begun anew, or a slow link becomes a storm of them
const SILENT_S = 6; // the home sends a sign of life every 2 s
const HIDDEN_S = 5; // a page in the background frees its connection after this
const WAITS_S = [0.5, 1, 2, 5, 10];

export class LivePage {
  /** @type {LiveTile[]} */
  #tiles = [];
  /** @type {AbortController | undefined} */
  #connection;
  #begun = 0;
  #heard = 0;
  #failures = 0;
  /** Smallest difference of our clock and the home's per camera: delay in the kernel's buffers only ever adds to it. */
  /** @type {Map<number, {epoch: number, least: number}>} */
  #clocks = new Map();
  /** @type {number | undefined} */
  #waiting;
  /** @type {number | undefined} */
  #hiding;
  /** @type {IntersectionObserver | undefined} */
  #observer;

  /** @param {ParentNode} root */
  constructor(root) {
    this.#tiles = tilesIn(root);
    root.addEventListener("live:stream", () => this.again());
    root.addEventListener("live:again", () => this.again());
    document.addEventListener("visibilitychange", () => this.#visibility());
    window.addEventListener("pagehide", () => this.#connection?.abort());
    window.setInterval(() => this.#watchSilence(), 1000);
    this.#watchScreen();
  }

  start() {
    if (this.#wanted().length > 0 && !document.hidden) void this.#connect();
  }

  /** The set of cameras or a stream changed: one new connection, a moment later, however many changes there are. */
  again() {
    window.clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => void this.#connect(), 150);
  }

  /** Live pictures that came to the page later; those that left it are forgotten. @param {ParentNode} part */
  adopt(part) {
    this.#tiles = this.#tiles.filter((tile) => tile.element.isConnected);
    for (const tile of tilesIn(part)) {
      this.#tiles.push(tile);
      this.#observer?.observe(tile.element);
    }
    this.again();
  }

  #wanted() {
    return this.#tiles.filter((tile) => !tile.element.dataset.away);
  }

  async #connect() {
    window.clearTimeout(this.#waiting);
    this.#connection?.abort();
    const tiles = this.#wanted();
    if (tiles.length === 0 || document.hidden) return;
    const connection = new AbortController();
    this.#connection = connection;
    this.#begun = this.#heard = performance.now();
    const query = tiles.map((tile) => `camera=${tile.camera}-${tile.stream}`).join("&");
    try {
      const answer = await fetch(`/live?${query}`, { signal: connection.signal, cache: "no-store" });
      if (!answer.ok || !answer.body) throw new TypeError(`Live answered ${answer.status}.`);
      await this.#read(answer.body.getReader(), connection);
    } catch (error) {
      if (connection.signal.aborted && connection !== this.#connection) return;
    }
    if (connection === this.#connection) this.#later();
  }

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   * @param {AbortController} connection
   */
  async #read(reader, connection) {
    const cutter = new FrameCutter();
    for (;;) {
      const { value, done } = await reader.read();
      if (done || connection !== this.#connection) return;
      this.#heard = performance.now();
      for (const { header, payload } of cutter.push(value)) this.#take(header, payload);
    }
  }

  /**
   * @param {Record<string, any>} header
   * @param {Uint8Array<ArrayBuffer>} payload
   */
  #take(header, payload) {
    const tiles = this.#tiles.filter((tile) => tile.camera === header.camera);
    if (header.what === "words") for (const tile of this.#wanted()) tile.say(header.words);
    for (const tile of tiles) {
      if (header.what === "init") void tile.init(header, payload);
      if (header.what === "fragment") void tile.fragment(payload);
      if (header.what === "state") tile.state(header.state, header.words);
    }
    if (header.what === "init") this.#setClock(header.camera, header.epoch_us);
    if (header.what === "fragment") {
      this.#failures = 0;
      this.#compareClocks(header.camera, header.at_us);
    }
  }

  /**
   * @param {number} camera
   * @param {number} epoch
   */
  #setClock(camera, epoch) {
    if (this.#clocks.get(camera)?.epoch !== epoch) this.#clocks.set(camera, { epoch, least: Number.POSITIVE_INFINITY });
  }

  /**
   * `buffered.end` stays near `currentTime` on a slow link while the bytes wait in the kernel; only a clock shows it.
   * @param {number} camera
   * @param {number} at
   */
  #compareClocks(camera, at) {
    const clock = this.#clocks.get(camera);
    if (clock === undefined) return;
    const offset = performance.now() / 1000 - at / 1e6;
    clock.least = Math.min(clock.least, offset);
    const behind = offset - clock.least;
    for (const tile of this.#tiles) if (tile.camera === camera) showDelay(tile.element, behind);
    if (behind > SLOW_S && performance.now() - this.#begun > YOUNG_S * 1000) void this.#connect();
  }

  #later() {
    for (const tile of this.#tiles) tile.rest();
    const wait = WAITS_S[Math.min(this.#failures, WAITS_S.length - 1)] ?? 10;
    this.#failures += 1;
    this.#connection = undefined;
    this.#waiting = window.setTimeout(() => void this.#connect(), wait * 1000);
  }

  #watchSilence() {
    if (this.#connection && performance.now() - this.#heard > SILENT_S * 1000) void this.#connect();
  }

  #visibility() {
    window.clearTimeout(this.#hiding);
    if (document.hidden) {
      this.#hiding = window.setTimeout(() => {
        this.#connection?.abort();
        this.#connection = undefined;
        for (const tile of this.#tiles) tile.rest();
      }, HIDDEN_S * 1000);
    } else if (this.#connection === undefined) {
      void this.#connect();
    }
  }

  /** A tile that is scrolled away costs nothing. */
  #watchScreen() {
    this.#observer = new IntersectionObserver(
      (entries) => {
        let changed = false;
        for (const { target, isIntersecting } of entries) {
          const element = /** @type {HTMLElement} */ (target);
          if (Boolean(element.dataset.away) === !isIntersecting) continue;
          if (isIntersecting) delete element.dataset.away;
          else element.dataset.away = "yes";
          changed = true;
        }
        if (changed) this.again();
      },
      { rootMargin: "120px" },
    );
    for (const tile of this.#tiles) this.#observer.observe(tile.element);
  }
}

/** @param {ParentNode} root */
function tilesIn(root) {
  const boxes = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-live]")]);
  return boxes.filter((box) => box.querySelector("video")).map((box) => new LiveTile(box));
}

/**
 * @param {HTMLElement} element
 * @param {number} behind seconds
 */
function showDelay(element, behind) {
  const chip = element.querySelector("[data-chip]");
  const words = behind > 2 ? `${Math.round(behind)} s behind` : "Live";
  if (chip && chip.textContent !== words) chip.textContent = words;
}
