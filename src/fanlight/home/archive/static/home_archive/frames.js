// @ts-check
/**
 * Cuts a byte stream into the frames of the control socket (docs/design/processes.md): two big-endian lengths of four
 * bytes, a JSON header, a payload.
 */

/** @typedef {Record<string, any>} Header */
/** @typedef {{header: Header, payload: Uint8Array<ArrayBuffer>}} Frame */

const MAX_HEADER = 65_536; // the socket's own limits; more means that we lost our place in the stream
const MAX_PAYLOAD = 16_777_216;

export class FrameCutter {
  #held = new Uint8Array(262_144);
  #from = 0;
  #to = 0;
  #words = new TextDecoder();

  /**
   * Takes the next bytes and gives the frames that they complete.
   * @param {Uint8Array} bytes
   * @returns {Frame[]}
   */
  push(bytes) {
    this.#keep(bytes);
    /** @type {Frame[]} */
    const frames = [];
    for (let frame = this.#cut(); frame; frame = this.#cut()) frames.push(frame);
    return frames;
  }

  /** @param {Uint8Array} bytes */
  #keep(bytes) {
    const size = this.#to - this.#from;
    if (this.#to + bytes.length > this.#held.length) {
      const room = size + bytes.length > this.#held.length ? new Uint8Array((size + bytes.length) * 2) : this.#held;
      room.set(this.#held.subarray(this.#from, this.#to));
      this.#held = room;
      this.#from = 0;
      this.#to = size;
    }
    this.#held.set(bytes, this.#to);
    this.#to += bytes.length;
  }

  /** @returns {Frame | undefined} */
  #cut() {
    if (this.#to - this.#from < 8) return undefined;
    const view = new DataView(this.#held.buffer, this.#from, 8);
    const header = view.getUint32(0);
    const payload = view.getUint32(4);
    if (header > MAX_HEADER || payload > MAX_PAYLOAD) throw new RangeError("The live stream lost its frames.");
    const end = this.#from + 8 + header + payload;
    if (this.#to < end) return undefined;
    const body = this.#from + 8 + header;
    const frame = {
      header: JSON.parse(this.#words.decode(this.#held.subarray(this.#from + 8, body))),
      payload: this.#held.slice(body, end),
    };
    this.#from = end;
    return frame;
  }
}
