// @ts-check
/**
 * The fragments and holes of one camera in order of time: which one covers a moment, what comes next. Media time is in
 * seconds from the track's origin; everything else is microseconds since 1970 UTC.
 */

const JOIN_US = 500_000; // less than this between two fragments is a rounding, not a gap

/**
 * @typedef {{n: number, start_us: number, duration_us: number, length: number}} Fragment
 * @typedef {{segment: number, run: string, mime: string, start_us: number, width: number, height: number,
 *   fragments: Fragment[]}} Part
 * @typedef {{start_us: number, end_us: number, words: string}} Hole
 * @typedef {{camera: number, start_us: number, end_us: number, segments: Part[], holes: Hole[]}} Playlist
 * @typedef {{part: Part, number: number, start: number, end: number}} Piece one fragment; start and end in µs
 */

export class Track {
  /** @type {Piece[]} */
  pieces = [];
  /** @type {Hole[]} */
  holes = [];
  /** More footage is on its way: the end is not the end. */
  grows = false;
  /** Pieces that could not be had or shown, by key, with the reason in words. @type {Map<string, string>} */
  damaged = new Map();

  /** @param {number} origin wall clock of media time 0 */
  constructor(origin) {
    this.origin = origin;
  }

  /** @param {Playlist} playlist a further span; what is known already is replaced */
  add(playlist) {
    const fresh = playlist.segments.flatMap((part) =>
      part.fragments.map(({ n, start_us, duration_us }) => ({
        part,
        number: n,
        start: start_us,
        end: start_us + duration_us,
      })),
    );
    const known = new Map(this.pieces.map((piece) => [key(piece), piece]));
    for (const piece of fresh) known.set(key(piece), piece);
    this.pieces = [...known.values()].sort((a, b) => a.start - b.start);
    const holes = new Map(this.holes.map((hole) => [hole.start_us, hole]));
    for (const hole of playlist.holes) holes.set(hole.start_us, hole);
    this.holes = [...holes.values()].sort((a, b) => a.start_us - b.start_us);
  }

  /** @param {number} at */
  seconds(at) {
    return (at - this.origin) / 1e6;
  }

  /** @param {number} seconds */
  at(seconds) {
    return this.origin + seconds * 1e6;
  }

  /**
   * Index of the piece that covers the moment, or of the first after it; -1 past the end.
   * @param {number} at
   */
  indexAt(at) {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {Piece} */ (this.pieces[middle]).end > at + 1) high = middle;
      else low = middle + 1;
    }
    return low < this.pieces.length ? low : -1;
  }

  /**
   * Where playing can go on at or after a moment, or undefined: undamaged footage.
   * @param {number} at
   * @returns {number | undefined}
   */
  playableFrom(at) {
    for (let index = this.indexAt(at); index >= 0 && index < this.pieces.length; index += 1) {
      const piece = /** @type {Piece} */ (this.pieces[index]);
      if (!this.damaged.has(key(piece))) return Math.max(at, piece.start);
    }
    return undefined;
  }

  /** @param {number} at */
  covers(at) {
    const from = this.playableFrom(at);
    return from !== undefined && from - at < JOIN_US;
  }

  /**
   * Why there is nothing at a moment.
   * @param {number} at
   */
  reason(at) {
    const index = this.indexAt(at);
    const piece = index >= 0 ? this.pieces[index] : undefined;
    if (piece && piece.start <= at) return this.damaged.get(key(piece)) ?? "";
    return this.holes.find((hole) => hole.start_us <= at + JOIN_US && at < hole.end_us)?.words ?? "Nothing was recorded here.";
  }

  get end() {
    return this.pieces.at(-1)?.end ?? this.origin;
  }
}

/** @param {Piece} piece */
export function key(piece) {
  return `${piece.part.segment}/${piece.number}`;
}
