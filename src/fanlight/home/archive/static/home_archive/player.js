// @ts-check
/**
 * Plays a track: fetches initialisation and fragments by index into a media source, over runs, gaps and damage. Says what
 * happens by events: `moved`, `jumped`, `empty`, `damaged`, `refused` (each with words), `playing`.
 */

import { DAMAGED, FootageFetcher, Refusal } from "./footage.js";
import { Buffer, canPlay, cannotShow } from "./mse.js";
import { key } from "./track.js";

/** @typedef {import("./track.js").Piece} Piece */

const AHEAD_S = 25; // fetched before it is needed
const SAID_US = 2e6; // a hole of less than a key frame interval is jumped without a word
const KEEP_S = 60; // played seconds that stay for going back
const RATES = [0.25, 0.5, 1, 2, 4, 8];

export class Player extends EventTarget {
  #buffer;
  #pumping = false;
  #opening = false;
  #goal = 0; // the place that was asked for last, also while a source is being opened
  /** @type {string} segment whose initialisation was appended last */
  #segment = "";
  /** @type {AbortController} */
  #fetching = new AbortController();
  #footage = new FootageFetcher();
  /** @type {number | undefined} */
  #reverse;
  #wants = false;
  #stopped = new AbortController();

  /**
   * @param {HTMLVideoElement} video
   * @param {import("./track.js").Track} track
   */
  constructor(video, track) {
    super();
    this.video = video;
    this.track = track;
    this.#buffer = new Buffer(video);
    const { signal } = this.#stopped;
    for (const name of ["timeupdate", "waiting", "stalled"]) {
      video.addEventListener(name, () => this.tick(), { signal });
    }
    for (const name of ["play", "pause", "ratechange", "loadeddata"]) {
      video.addEventListener(name, () => this.#tell("playing"), { signal });
    }
    video.addEventListener("seeking", () => void this.#pump(), { signal });
    video.addEventListener("error", () => this.#mend(), { signal });
  }

  /** Leaves the element to another player. */
  stop() {
    this.#stopped.abort();
    this.#fetching.abort();
    this.#stopReverse();
    this.#buffer.close();
  }

  get at() {
    return this.track.at(this.video.currentTime);
  }

  get isPlaying() {
    return !this.video.paused && !this.video.ended;
  }
  get rate() {
    return this.video.playbackRate;
  }

  set rate(value) {
    this.video.defaultPlaybackRate = this.video.playbackRate = value;
  }

  /** The next speed, round and round. */
  nextRate() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length] ?? 1;
  }

  /** @param {number} at wall clock; a place without footage moves on to the next that has some */
  async seek(at) {
    const from = this.track.playableFrom(at) ?? this.track.playableFrom(this.track.end - 2e6);
    if (from === undefined) return this.#tell("empty", this.track.reason(at));
    if (from - at > SAID_US) this.#tell("jumped", this.track.reason(at));
    this.#goal = from;
    this.#fetching.abort();
    this.#fetching = new AbortController();
    // A source ends where the track ended when it was opened; the element would stop there and show another moment.
    const isBeyond = this.track.seconds(from) > this.video.duration;
    if (isBeyond) this.#buffer.close();
    if (!this.#buffer.isOpen && !(await this.#open(from))) return;
    this.video.currentTime = this.track.seconds(this.#goal);
    void this.#pump();
    if (isBeyond && this.#wants) await this.play();
  }

  async play() {
    this.#stopReverse();
    this.#wants = true;
    if (this.video.ended) await this.seek(this.track.pieces[0]?.start ?? this.track.origin);
    await this.video.play().catch((error) => {
      if (error.name === "NotAllowedError") this.video.muted = true;
    });
    if (this.video.paused && this.#wants) await this.video.play().catch(() => undefined);
  }

  pause() {
    this.#stopReverse();
    this.#wants = false;
    this.video.pause();
  }

  toggle() {
    return this.isPlaying ? this.pause() : void this.play();
  }

  /** @param {1 | -1} way one frame on or back */
  step(way) {
    this.pause();
    const index = this.track.indexAt(this.at);
    const piece = this.track.pieces[index];
    const frames = /** @type {any} */ (piece?.part).rate ?? 15;
    return this.seek(this.at + (way * 1e6) / frames);
  }

  /** Browsers do not play backwards: once a quarter second to the fragment before, where a whole picture lies. */
  reverse() {
    this.pause();
    this.#reverse = window.setInterval(() => {
      const index = this.track.indexAt(this.at - 1e5);
      const before = this.track.pieces[Math.max(0, (index < 0 ? this.track.pieces.length : index) - 1)];
      if (!before || before.start >= this.at) return this.#stopReverse();
      void this.seek(before.start + 1000);
    }, 250);
  }

  #stopReverse() {
    window.clearInterval(this.#reverse);
  }

  /** @param {number} at */
  async #open(at) {
    const piece = this.track.pieces[this.track.indexAt(at)];
    if (!piece || this.#opening) return false;
    if (!canPlay(piece.part.mime)) {
      this.#tell("refused", `${cannotShow(piece.part.mime)} Download the clip.`);
      return false;
    }
    this.#opening = true;
    try {
      this.#segment = "";
      await this.#buffer.open(piece.part.mime, Math.max(1, this.track.seconds(this.track.end)));
    } finally {
      this.#opening = false;
    }
    return true;
  }

  /** Fetches what is needed next, one fragment after the other. */
  async #pump() {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let piece = this.#next(); piece; piece = this.#next()) await this.#load(piece);
      if (this.#buffer.isOpen && !this.track.grows && this.#hasEnd()) await this.#buffer.finish();
    } finally {
      this.#pumping = false;
    }
  }

  /** @returns {Piece | undefined} */
  #next() {
    if (!this.#buffer.isOpen) return undefined;
    const now = this.at;
    for (let index = this.track.indexAt(now); index >= 0 && index < this.track.pieces.length; index += 1) {
      const piece = /** @type {Piece} */ (this.track.pieces[index]);
      if (piece.start > now + AHEAD_S * 1e6 * Math.max(1, this.rate)) return undefined;
      if (!this.track.damaged.has(key(piece)) && !this.#has(piece)) return piece;
    }
    return undefined;
  }

  /** @param {Piece} piece */
  #has(piece) {
    return this.#buffer.holds(this.track.seconds((piece.start + piece.end) / 2));
  }

  #hasEnd() {
    const last = this.track.pieces.findLast((piece) => !this.track.damaged.has(key(piece)));
    return last !== undefined && this.#has(last);
  }

  /** @param {Piece} piece */
  async #load(piece) {
    const { signal } = this.#fetching;
    const { part } = piece;
    try {
      const [init, bytes] = await Promise.all([
        this.#footage.init(part.segment),
        this.#footage.piece(part.segment, piece.number, signal),
      ]);
      if (!canPlay(part.mime)) throw new Refusal(cannotShow(part.mime));
      if (this.#segment !== String(part.segment)) {
        await this.#buffer.begin(init, part.mime, this.track.seconds(part.start_us));
        this.#segment = String(part.segment);
      }
      await this.#buffer.append(bytes);
      if (this.#has(piece)) return;
      const before = this.#before(piece);
      if (before === undefined) throw new Refusal("This piece has no picture.");
      await this.#load(before);
      await this.#buffer.append(bytes);
    } catch (error) {
      await this.#failed(piece, error, signal);
    }
  }

  /**
   * A GOP too long for one fragment goes on in pieces without a key frame: such a piece needs the one before it.
   * @param {Piece} piece
   */
  #before(piece) {
    const before = this.track.pieces.find((one) => one.part === piece.part && one.number === piece.number - 1);
    return before && !this.#has(before) && !this.track.damaged.has(key(before)) ? before : undefined;
  }

  /**
   * @param {Piece} piece
   * @param {unknown} error
   * @param {AbortSignal} signal
   */
  async #failed(piece, error, signal) {
    if (signal.aborted) return;
    if (error instanceof DOMException && error.name === "QuotaExceededError") {
      await this.#buffer.keepOnly(this.video.currentTime - 5, this.video.currentTime + AHEAD_S).catch(() => undefined);
      return new Promise((resolve) => void setTimeout(resolve, 500));
    }
    if (error instanceof TypeError) {
      this.#tell("jumped", "The home does not answer. Trying again.");
      return new Promise((resolve) => void setTimeout(resolve, 2000));
    }
    this.#damage(piece, error instanceof Refusal ? error.message : DAMAGED);
    if (!this.#buffer.isOpen) await this.#again();
  }

  /**
   * @param {Piece} piece
   * @param {string} words
   */
  #damage(piece, words) {
    this.track.damaged.set(key(piece), words);
    this.#tell("damaged", words);
    this.tick();
  }

  /** The decoder gave up at this place: what lies there is damaged, all else is not. */
  #mend() {
    const piece = this.track.pieces[this.track.indexAt(this.at)];
    if (!piece || !this.video.error) return;
    this.#damage(piece, DAMAGED);
    void this.#again();
  }

  async #again() {
    const at = this.at;
    const rate = this.rate;
    this.#buffer.close();
    await this.seek(at);
    this.rate = rate;
    if (this.#wants) await this.play();
  }

  tick() {
    this.#tell("moved");
    void this.#pump();
    this.#jump();
    void this.#buffer.keepOnly(this.video.currentTime - KEEP_S, Number.POSITIVE_INFINITY).catch(() => undefined);
  }

  /** The element stands at the end of what there is: on to the next footage, with the reason. */
  #jump() {
    if (!this.#wants || this.video.ended || this.video.seeking) return;
    const edge = this.track.at(this.#buffer.edge());
    const piece = this.track.pieces[this.track.indexAt(edge)];
    if (piece && piece.start <= edge && !this.track.damaged.has(key(piece))) return;
    const next = this.track.playableFrom(edge);
    if (next === undefined || next <= edge) return;
    if (next - edge > SAID_US) this.#tell("jumped", this.track.reason(edge));
    this.video.currentTime = this.track.seconds(next) + 0.001;
  }

  /**
   * @param {string} name
   * @param {string} [words]
   */
  #tell(name, words = "") {
    this.dispatchEvent(new CustomEvent(name, { detail: words }));
  }
}
