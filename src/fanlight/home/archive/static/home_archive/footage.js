// @ts-check
/** Fetches initialisations and fragments by index; each initialisation once. */

export const DAMAGED = "This piece is damaged. Playing round it.";
const GONE = "This footage was deleted.";

/** The home said, or the browser found, that a piece cannot be shown; the message is for the page. */
export class Refusal extends Error {}

export class FootageFetcher {
  /** @type {Map<number, Promise<Uint8Array<ArrayBuffer>>>} */
  #inits = new Map();

  /** @param {number} segment */
  init(segment) {
    let known = this.#inits.get(segment);
    if (known === undefined) {
      known = bytesOf(`/footage/${segment}/init`);
      known.catch(() => this.#inits.delete(segment));
      this.#inits.set(segment, known);
    }
    return known;
  }

  /**
   * @param {number} segment
   * @param {number} number
   * @param {AbortSignal} signal
   */
  piece(segment, number, signal) {
    return bytesOf(`/footage/${segment}/${number}`, signal);
  }
}

/**
 * @param {string} address
 * @param {AbortSignal} [signal]
 */
async function bytesOf(address, signal) {
  const answer = await fetch(address, signal ? { signal } : {});
  if (!answer.ok) throw new Refusal(answer.status === 404 ? GONE : DAMAGED);
  return new Uint8Array(await answer.arrayBuffer());
}
