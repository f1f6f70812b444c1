// @ts-check
/** One camera's moving picture: the still first, then video that stays within a second of now. */

import { Buffer, canPlay, cannotShow } from "./mse.js";
import { clockWords } from "./times.js";

const JUMP_S = 1.0; // live means within a second of now: further behind, playing faster takes too long
const HASTE_S = 0.35; // one fragment, the decoder and a display refresh lie within this
const HASTE_RATE = 1.08; // faster is seen and heard
const EDGE_S = 0.1; // where a jump lands before the newest frame
const KEEP_S = 10; // played seconds that stay in memory

export class LiveTile {
  /** @type {number | undefined} wall clock of media time 0, microseconds */
  #base;
  /** @type {{bytes: Uint8Array<ArrayBuffer>, mime: string, epoch: number} | undefined} */
  #init;
  #tidied = 0;
  #opening = false;
  #arriving = false; // frames still in the buffer play on after the last fragment: they are not live
  /** @type {Uint8Array<ArrayBuffer>[]} fragments that came while the source was opening */
  #early = [];

  /** @param {HTMLElement} element with `data-live`, a video, a still, a chip, a clock and a place for words */
  constructor(element) {
    this.element = element;
    this.camera = Number(element.dataset.live);
    this.stream = element.dataset.stream ?? "main";
    this.video = /** @type {HTMLVideoElement} */ (element.querySelector("video"));
    this.zone = element.dataset.zone ?? "UTC";
    this.buffer = new Buffer(this.video);
    this.video.muted = true;
    this.video.addEventListener("error", () => this.#restart());
    this.element.addEventListener("click", () => this.video.paused && void this.video.play().then(() => this.say("")));
    this.#watchFrames();
  }

  /**
   * A new run, or the first: its initialisation.
   * @param {Record<string, any>} header
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  async init(header, bytes) {
    if (!canPlay(header.mime)) return this.#refuse(header.mime);
    this.#init = { bytes, mime: header.mime, epoch: header.epoch_us };
    this.#base ??= header.epoch_us;
    this.video.dataset.base = String(this.#base);
    try {
      if (!this.buffer.isOpen) await this.#open(header.mime);
      await this.buffer.begin(bytes, header.mime, (header.epoch_us - /** @type {number} */ (this.#base)) / 1e6);
      for (const early of this.#early.splice(0)) void this.fragment(early);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes one moof and mdat */
  async fragment(bytes) {
    this.#arriving = true;
    if (this.#opening) return void this.#early.push(bytes);
    if (!this.buffer.isOpen) return;
    try {
      await this.buffer.append(bytes);
      this.#keepUp();
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * The recorder's words for the camera; a camera without picture keeps its place and its last still.
   * @param {string} state
   * @param {string} words
   */
  state(state, words) {
    const alive = state === "recording" || state === "watching";
    this.element.dataset.state = state;
    if (!alive) this.#still();
    this.say(alive ? "" : words);
  }

  /** @param {string} words */
  say(words) {
    const place = this.element.querySelector("[data-words]");
    if (place && place.textContent !== words) place.textContent = words;
  }

  /** The page was hidden or the connection ended: the last frame stays, greyed. */
  rest() {
    this.#still();
    this.#clock("");
  }

  #still() {
    this.#arriving = false;
    this.element.classList.remove("moving");
  }

  #moving() {
    if (this.#arriving) this.element.classList.add("moving");
  }

  /** @param {string} mime */
  async #open(mime) {
    this.#opening = true;
    try {
      await this.buffer.open(mime);
    } finally {
      this.#opening = false;
    }
    // not awaited: the promise is kept only once there is data
    this.video.play().catch((error) => error.name === "NotAllowedError" && this.say("Tap to play."));
  }

  #keepUp() {
    const ranges = this.video.buffered;
    if (ranges.length === 0) return;
    const end = ranges.end(ranges.length - 1);
    const start = ranges.start(ranges.length - 1);
    const behind = end - this.video.currentTime;
    if (behind > JUMP_S || this.video.currentTime < start) {
      this.video.currentTime = Math.max(start, end - EDGE_S);
    }
    this.video.playbackRate = behind > HASTE_S ? HASTE_RATE : 1;
    if (this.video.paused && !this.element.dataset.paused) void this.video.play().catch(() => undefined);
    if (end - this.#tidied > KEEP_S) {
      this.#tidied = end;
      void this.buffer.keepOnly(this.video.currentTime - KEEP_S, Number.POSITIVE_INFINITY).catch(() => undefined);
    }
  }

  #watchFrames() {
    const each = (/** @type {number} */ _now, /** @type {{mediaTime: number}} */ frame) => {
      this.#moving();
      if (this.#arriving) this.#clock(clockWords((this.#base ?? 0) + frame.mediaTime * 1e6, this.zone));
      this.video.requestVideoFrameCallback(each);
    };
    if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(each);
    else /** @type {any} */ (this.video).addEventListener("timeupdate", () => this.#moving());
  }

  /** @param {string} words */
  #clock(words) {
    const clock = this.element.querySelector("[data-clock]");
    if (clock && clock.textContent !== words) clock.textContent = words;
  }

  /** @param {string} mime */
  #refuse(mime) {
    const hasSmall = this.stream === "main" && this.element.dataset.sub === "yes";
    this.say(`${cannotShow(mime)} ${hasSmall ? "Showing the small stream." : "Clips can be downloaded."}`);
    if (hasSmall) {
      this.stream = "sub";
      this.element.dispatchEvent(new CustomEvent("live:stream", { bubbles: true }));
    }
  }

  #restart() {
    const init = this.#init;
    if (init === undefined) return;
    this.buffer.close();
    this.element.dispatchEvent(new CustomEvent("live:again", { bubbles: true }));
  }

  /** @param {unknown} error */
  #fail(error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.#restart();
  }
}
