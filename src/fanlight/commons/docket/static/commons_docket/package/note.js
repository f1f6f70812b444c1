/** Signed notes, their keys and inclusion proofs: C2SP signed-note, tlog-cosignature, tlog-proof; RFC 9162 §2.1.3.2. */

/** @typedef {{name: string, id: string, kind: number, key: CryptoKey | null}} Verifier `key` is null where the browser has no Ed25519 */
/** @typedef {{name: string, id: string, bytes: Uint8Array<ArrayBuffer>}} Line */
/** @typedef {{text: string, origin: string, size: number, root: string, lines: Line[]}} Head */
/** @typedef {{index: number, path: Uint8Array<ArrayBuffer>[], head: Head}} Proof */

const ED25519 = 1;
const COSIGNATURE = 4;
const TIME = 8; // bytes before a cosignature
const utf8 = new TextEncoder();

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** @param {...Uint8Array} parts @returns {Uint8Array<ArrayBuffer>} */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {...Uint8Array} parts @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

/** NAME+ID+BASE64. @param {string} vkey @returns {Promise<Verifier>} */
export async function readKey(vkey) {
  const [name = "", id = "", ...rest] = vkey.split("+");
  const material = fromBase64(rest.join("+"));
  /** @type {CryptoKey | null} */
  let key = null;
  try {
    key = await crypto.subtle.importKey("raw", material.slice(1), { name: "Ed25519" }, false, ["verify"]);
  } catch {
    key = null; // older browsers know no Ed25519: its line says so
  }
  return { name, id, kind: material[0] ?? 0, key };
}

/** @param {string} note @returns {Head} */
export function readHead(note) {
  const cut = note.lastIndexOf("\n\n");
  const text = note.slice(0, cut + 1);
  const [origin = "", size = "", root = ""] = text.split("\n");
  if (cut < 0 || !/^(0|[1-9][0-9]{0,15})$/.test(size)) throw new Error("The head is not in its form.");
  const lines = note
    .slice(cut + 2)
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, name = "", encoded = ""] = line.split(" ");
      const value = fromBase64(encoded);
      return { name, id: hex(value.subarray(0, 4)), bytes: value.slice(4) };
    });
  return { text, origin, size: Number(size), root: hex(fromBase64(root)), lines };
}

/** @param {string} content @returns {Proof} */
export function readProof(content) {
  const cut = content.indexOf("\n\n");
  const [first, place = "", ...path] = content.slice(0, cut).split("\n");
  if (cut < 0 || first !== "c2sp.org/tlog-proof@v1" || !/^index \d{1,15}$/.test(place) || path.length > 63) {
    throw new Error("The proof is not in its form.");
  }
  return { index: Number(place.slice(6)), path: path.map(fromBase64), head: readHead(content.slice(cut + 2)) };
}

/** Whether the entry leads to the root that the proof's head names. @param {Proof} proof @param {Uint8Array} entry */
export async function leads(proof, entry) {
  const { index, path, head } = proof;
  if (index >= head.size) return false;
  let [place, last] = [index, head.size - 1];
  let node = await sha256(Uint8Array.of(0), entry);
  for (const other of path) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      node = await sha256(Uint8Array.of(1), other, node);
      while (place % 2 === 0 && place) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else {
      node = await sha256(Uint8Array.of(1), node, other);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && hex(node) === head.root;
}

/**
 * Whether this key signed the head; undefined where the browser cannot tell.
 * @param {Head} head @param {Verifier} by @returns {Promise<boolean | undefined>}
 */
export async function signed(head, by) {
  const line = head.lines.find((one) => one.name === by.name && one.id === by.id);
  if (!line) return false;
  if (!by.key) return undefined;
  if (by.kind === ED25519) return crypto.subtle.verify("Ed25519", by.key, line.bytes, utf8.encode(head.text));
  if (by.kind !== COSIGNATURE || line.bytes.length !== TIME + 64) return false;
  const time = new DataView(line.bytes.buffer).getBigUint64(line.bytes.byteOffset);
  const message = utf8.encode(`cosignature/v1\ntime ${time}\n${head.text}`);
  return crypto.subtle.verify("Ed25519", by.key, line.bytes.slice(TIME), message);
}
