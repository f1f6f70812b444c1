// @ts-check
/** One MediaSource and its one SourceBuffer, with appends and removals in order; follows W3C Media Source Extensions 2. */

/** iPhones have only the managed form, and only where casting is switched off. */
const Source = /** @type {typeof MediaSource | undefined} */ (
  /** @type {any} */ (globalThis).ManagedMediaSource ?? globalThis.MediaSource
);

const EDGE_S = 0.05; // nearer to a range's end than this, the element has stopped
const STARVED_S = 0.6; // two pictures of the slowest camera

/** @param {string} mime */
export function canPlay(mime) {
  return Source !== undefined && Source.isTypeSupported(mime);
}

/**
 * Words for a stream that this browser does not play.
 * @param {string} mime
 */
export function cannotShow(mime) {
  const codec = /hvc1|hev1/.test(mime) ? "H.265" : /codecs="?([^",;]+)/.exec(mime)?.[1] ?? "this video";
  return `This browser cannot show ${codec}.`;
}

export class Buffer {
  /** @type {MediaSource | undefined} */
  #source;
  /** @type {SourceBuffer | undefined} */
  #buffer;
  #mime = "";
  #url = "";
  /** @type {Promise<void>} */
  #turn = Promise.resolve();

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.video = video;
  }

  get isOpen() {
    return this.#buffer !== undefined && this.#source?.readyState !== "closed" && this.video.error === null;
  }

  /**
   * A new, empty source on the element.
   * @param {string} mime
   * @param {number} [duration] seconds; absent for a live stream
   */
  async open(mime, duration) {
    this.close();
    if (Source === undefined) throw new TypeError(cannotShow(mime));
    const source = new Source();
    this.#source = source;
    this.video.disableRemotePlayback = true;
    this.#url = URL.createObjectURL(source);
    const opened = new Promise((resolve) => source.addEventListener("sourceopen", resolve, { once: true }));
    this.video.src = this.#url;
    await opened;
    if (this.#source !== source) return;
    this.#buffer = source.addSourceBuffer(mime);
    this.#mime = mime;
    if (duration !== undefined) source.duration = duration;
  }

  close() {
    this.#buffer = undefined;
    this.#source = undefined;
    this.#turn = Promise.resolve();
    if (this.#url) {
      URL.revokeObjectURL(this.#url);
      this.video.removeAttribute("src");
      this.video.load();
      this.#url = "";
    }
  }

  /**
   * Appends an initialisation; from here on times count from `offset` and the type may be another.
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {string} mime
   * @param {number} offset seconds
   */
  begin(bytes, mime, offset) {
    return this.#then((buffer) => {
      if (buffer.updating) buffer.abort();
      if (mime !== this.#mime && "changeType" in buffer) {
        buffer.changeType(mime);
        this.#mime = mime;
      }
      buffer.timestampOffset = offset;
      buffer.appendBuffer(bytes);
    });
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  append(bytes) {
    return this.#then((buffer) => buffer.appendBuffer(bytes));
  }

  /**
   * Forgets what lies before and after, so that hours of playing need no more memory than minutes.
   * @param {number} from
   * @param {number} to
   */
  keepOnly(from, to) {
    const ranges = this.video.buffered;
    if (ranges.length === 0) return Promise.resolve();
    const first = ranges.start(0);
    const last = ranges.end(ranges.length - 1);
    const before = first < from - 1 ? this.#then((buffer) => buffer.remove(first, from)) : Promise.resolve();
    return last > to + 1 ? before.then(() => this.#then((buffer) => buffer.remove(to, last))) : before;
  }

  /** @param {number} second */
  holds(second) {
    const ranges = this.video.buffered;
    for (let i = 0; i < ranges.length; i += 1) {
      if (ranges.start(i) <= second && second <= ranges.end(i)) return true;
    }
    return false;
  }

  /** Where playing stands; an element that starves stops a picture or two before its range's end. */
  edge() {
    const now = this.video.currentTime;
    const ranges = this.video.buffered;
    for (let i = 0; i < ranges.length; i += 1) {
      const isStarved = this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && ranges.end(i) - now < STARVED_S;
      if (ranges.start(i) <= now && now <= ranges.end(i) && isStarved) return ranges.end(i) + EDGE_S;
    }
    return now + EDGE_S;
  }

  /** Nothing follows: the element may end. */
  finish() {
    return this.#turn.then(() => {
      if (this.#source?.readyState === "open" && !this.#buffer?.updating) this.#source.endOfStream();
    });
  }

  /**
   * Runs one operation after those before it.
   * @param {(buffer: SourceBuffer) => void} operation
   * @returns {Promise<void>}
   */
  #then(operation) {
    const buffer = this.#buffer;
    if (buffer === undefined) return Promise.reject(new DOMException("No source is open.", "InvalidStateError"));
    const done = this.#turn.then(
      () =>
        new Promise((resolve, reject) => {
          if (buffer !== this.#buffer) return reject(new DOMException("The source was replaced.", "AbortError"));
          const end = (/** @type {Event} */ event) => {
            buffer.removeEventListener("updateend", end);
            buffer.removeEventListener("error", end);
            if (event.type === "error") reject(new DOMException("The browser refused these bytes.", "EncodingError"));
            else resolve(undefined);
          };
          buffer.addEventListener("updateend", end);
          buffer.addEventListener("error", end);
          try {
            operation(buffer);
          } catch (error) {
            buffer.removeEventListener("updateend", end);
            buffer.removeEventListener("error", end);
            reject(error);
          }
        }),
    );
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done.then(() => undefined);
  }
}
