// @ts-check
/** A picture with its transport: binds the player to the page's buttons, clock, words and preview canvas. */

import { say } from "../shell/js/say.js";
import { Player } from "./player.js";
import { drawPreview } from "./previews.js";
import { clockWords } from "./times.js";
import { Track } from "./track.js";

const WORDS_MS = 4000; // long enough to read one sentence
const TEN_S = 10;

export class Stage extends EventTarget {
  #saying = 0;
  /** @type {number} the moment that was asked for last */
  wanted = 0;

  /**
   * @param {HTMLElement} root carries `data-camera` and `data-zone`
   * @param {number} origin wall clock of media time 0
   */
  constructor(root, origin) {
    super();
    this.root = root;
    this.zone = root.dataset.zone ?? "UTC";
    this.camera = Number(root.dataset.camera);
    this.video = /** @type {HTMLVideoElement} */ (root.querySelector("video"));
    this.canvas = /** @type {HTMLCanvasElement} */ (root.querySelector("canvas"));
    this.video.muted = true; // sound only when somebody asks for it
    this.track = new Track(origin);
    this.player = this.#begun();
    this.wanted = origin;
    this.#bindVideo();
    this.#bindButtons();
  }

  /**
   * Another camera or another day: an empty track.
   * @param {number} origin
   */
  replace(origin) {
    this.player.stop();
    this.track = new Track(origin);
    this.player = this.#begun();
  }

  #begun() {
    const player = new Player(this.video, this.track);
    const heard = (/** @type {string} */ name, /** @type {(words: string) => void} */ deed) =>
      player.addEventListener(name, (event) => deed(/** @type {CustomEvent<string>} */ (event).detail));
    heard("moved", () => this.#moved());
    heard("jumped", (words) => this.words(words));
    heard("damaged", (words) => {
      this.words(words);
      this.dispatchEvent(new CustomEvent("damaged"));
    });
    heard("refused", (words) => this.words(words, true));
    heard("empty", (words) => {
      this.root.classList.add("without");
      this.words(words, true);
    });
    heard("playing", () => this.#playing());
    return player;
  }

  get at() {
    return this.video.seeking || this.video.readyState < 2 ? this.wanted : this.player.at;
  }

  /**
   * A finger is down: the nearest preview, no bytes of footage.
   * @param {number} at
   */
  glance(at) {
    this.wanted = at;
    this.root.classList.toggle("glancing", drawPreview(this.canvas, this.camera, at));
    this.#clock(at);
  }

  /**
   * The preview first, then the true picture.
   * @param {number} at
   */
  async seek(at) {
    this.glance(at);
    if (this.root.classList.contains("without")) this.words("");
    this.root.classList.remove("without");
    await this.player.seek(at);
    this.dispatchEvent(new CustomEvent("moved", { detail: at }));
  }

  /** @param {number} seconds */
  skip(seconds) {
    return this.seek(Math.max(this.track.origin, this.at + seconds * 1e6));
  }

  /**
   * @param {string} words
   * @param {boolean} [stays]
   */
  words(words, stays = false) {
    const place = this.root.querySelector("[data-words]");
    if (!place) return;
    window.clearTimeout(this.#saying);
    place.textContent = words;
    say(words);
    if (!stays) this.#saying = window.setTimeout(() => (place.textContent = ""), WORDS_MS);
  }

  sound() {
    if (!this.#hasSound()) return false;
    this.video.muted = !this.video.muted;
    return true;
  }

  full() {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (this.root.requestFullscreen) void this.root.requestFullscreen().catch(() => undefined);
    else /** @type {any} */ (this.video).webkitEnterFullscreen?.();
  }

  /** Deeds by key; the pages add their own. */
  keys() {
    return {
      " ": () => this.player.toggle(),
      j: () => this.player.reverse(),
      k: () => this.player.pause(),
      l: () => this.forward(),
      ArrowLeft: (/** @type {KeyboardEvent} */ press) => (press.shiftKey ? this.player.step(-1) : this.skip(-TEN_S)),
      ArrowRight: (/** @type {KeyboardEvent} */ press) => (press.shiftKey ? this.player.step(1) : this.skip(TEN_S)),
      m: () => this.sound(),
      f: () => this.full(),
    };
  }

  /** Plays; already playing, twice as fast. */
  forward() {
    const { player } = this;
    if (player.isPlaying) player.rate = Math.min(8, Math.max(1, player.rate) * 2);
    else void player.play();
  }

  #hasSound() {
    return this.track.pieces.some((piece) => /mp4a|opus/i.test(piece.part.mime));
  }

  #bindVideo() {
    const shown = () => this.root.classList.remove("glancing");
    this.video.addEventListener("seeked", () => {
      if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(shown);
      window.setTimeout(shown, 250); // a frame that was on the screen already calls nobody back
    });
    this.video.addEventListener("loadeddata", shown);
    this.video.addEventListener("volumechange", () => this.#playing());
    this.video.addEventListener("click", () => this.player.toggle());
    const each = () => {
      this.#moved();
      this.video.requestVideoFrameCallback(each);
    };
    if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(each);
  }

  #bindButtons() {
    /** @type {Record<string, () => unknown>} */
    const deeds = {
      play: () => this.player.toggle(),
      back: () => this.skip(-TEN_S),
      on: () => this.skip(TEN_S),
      frame: () => this.player.step(1),
      "frame-back": () => this.player.step(-1),
      rate: () => this.player.nextRate(),
      sound: () => this.sound(),
      full: () => this.full(),
    };
    for (const button of document.querySelectorAll("[data-do]")) {
      const deed = deeds[/** @type {HTMLElement} */ (button).dataset.do ?? ""];
      if (deed) button.addEventListener("click", () => void deed());
    }
  }

  #moved() {
    if (this.root.classList.contains("glancing") || this.video.seeking) return;
    const at = this.at;
    this.wanted = at;
    this.#clock(at);
    this.dispatchEvent(new CustomEvent("moved", { detail: at }));
  }

  /** @param {number} at */
  #clock(at) {
    const clock = this.root.querySelector("[data-clock]");
    const words = clockWords(at, this.zone);
    if (clock && clock.textContent !== words) clock.textContent = words;
  }

  #playing() {
    const { player } = this;
    for (const button of document.querySelectorAll("[data-do=play]")) {
      button.classList.toggle("playing", player.isPlaying);
      button.setAttribute("aria-label", player.isPlaying ? "Pause" : "Play");
    }
    for (const button of document.querySelectorAll("[data-do=rate]")) {
      button.textContent = `${player.rate}×`;
      button.setAttribute("aria-label", `Speed, ${player.rate} times`);
    }
    for (const button of document.querySelectorAll("[data-do=sound]")) {
      /** @type {HTMLElement} */ (button).hidden = !this.#hasSound();
      button.setAttribute("aria-pressed", String(!this.video.muted));
      button.setAttribute("aria-label", this.video.muted ? "Sound, off" : "Sound, on");
    }
    if (player.isPlaying) this.dispatchEvent(new CustomEvent("playing"));
  }
}
