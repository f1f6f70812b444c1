/** The files of a package out of its archive (ustar, docs/reference/formats/package.md) or its folder, as blobs. */

const BLOCK = 512;
const BASE = "package/";
/** Sorted, these and no others. */
export const FILES = [
  "bag-info.txt",
  "bagit.txt",
  "data/clip.mp4",
  "data/disclosure.json",
  "data/original.json",
  "data/redaction_report.json",
  "data/request.json",
  "data/terms.txt",
  "manifest-sha512.txt",
  "proofs/commitments.json",
  "proofs/disclosure.entry.json",
  "proofs/disclosure.tlog-proof",
  "proofs/request.entry.json",
  "proofs/request.tlog-proof",
  "tagmanifest-sha512.txt",
];
export const MOST = 512 * 1024 * 1024; // bytes of an archive

/** What is wrong with a part, in words. */
export class Broken extends Error {
  /** @param {string} part @param {string} words */
  constructor(part, words) {
    super(words);
    this.part = part;
  }
}

/** @param {Blob} archive @returns {Promise<Map<string, Blob>>} */
export async function readArchive(archive) {
  if (archive.size > MOST) throw new Broken("archive", "It is longer than any package.");
  /** @type {Map<string, Blob>} */
  const files = new Map();
  let at = 0;
  for (;;) {
    const header = new Uint8Array(await archive.slice(at, at + BLOCK).arrayBuffer());
    if (header.length < BLOCK) throw new Broken("archive", "It ends in the middle: it was cut short, or is no package.");
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(header);
    if (files.has(name)) throw new Broken(name, "It stands twice.");
    files.set(name, archive.slice(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (at > archive.size) throw new Broken(name, "It is cut short.");
  }
  const rest = new Uint8Array(await archive.slice(at).arrayBuffer());
  if (rest.length !== 2 * BLOCK || rest.some((byte) => byte !== 0)) {
    throw new Broken("archive", "It must end with 1024 zero bytes and nothing more.");
  }
  return files;
}

/** @param {Uint8Array} header @returns {{name: string, size: number}} */
function readHeader(header) {
  const text = (/** @type {number} */ from, /** @type {number} */ until) =>
    String.fromCharCode(...header.subarray(from, until)).replace(/\0+$/, "");
  const name = text(0, 100);
  const size = text(124, 136);
  if (text(257, 263) !== "ustar" || !name.startsWith(BASE) || text(156, 157) !== "0" || !/^[0-7]{11}$/.test(size)) {
    throw new Broken("archive", "It is no package: it must be the .tar that fanlight agency open wrote.");
  }
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (parseInt(text(148, 154), 8) !== sum) throw new Broken(name.slice(BASE.length), "Its header was changed.");
  return { name: name.slice(BASE.length), size: parseInt(size, 8) };
}

/** @param {FileList} list @returns {Map<string, Blob>} */
export function readFolder(list) {
  /** @type {Map<string, Blob>} */
  const files = new Map();
  for (const file of list) files.set(file.webkitRelativePath.split("/").slice(1).join("/"), file);
  return files;
}

/** @param {Map<string, Blob>} files */
export function demandNames(files) {
  for (const name of FILES) if (!files.has(name)) throw new Broken(name, "It is not there.");
  for (const name of files.keys()) if (!FILES.includes(name)) throw new Broken(name, "It is no file of a package.");
}
