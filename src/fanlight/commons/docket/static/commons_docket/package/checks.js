/** Every check of a package that a browser can make by itself, a line each. Nothing is sent anywhere. */
import { fromHex, hex, leads, readKey, readProof, sha256, signed } from "./note.js";
import { Broken, FILES, demandNames } from "./tar.js";

/** @typedef {{part: string, verdict: "good" | "bad" | "unchecked", words: string}} Check */
/** @typedef {{vkey: string, origin: string, quorum: number, witnesses: {name: string, vkey: string}[]}} Known of this log */
/** @typedef {Map<string, Blob>} Files */

const PAYLOAD = FILES.filter((name) => name.startsWith("data/"));
const TAGS = FILES.filter((name) => !name.startsWith("data/") && name !== "tagmanifest-sha512.txt");
const NO_ED25519 = "This browser cannot check signatures of this kind (Ed25519). fanlight verify can.";
const IS_ITS_ENTRY = "It is what its entry in the log stands for.";
const IS_NOT = "It is not what its entry stands for.";
const REST =
  "The signatures under the request, the form of film and report, and the log as it stands now: fanlight verify checks them.";
const utf8 = new TextEncoder();

/** @param {string} part @param {boolean | undefined} fits @param {string} words @param {string} [otherwise] @returns {Check} */
function check(part, fits, words, otherwise = "It does not.") {
  if (fits === undefined) return { part, verdict: "unchecked", words: NO_ED25519 };
  return { part, verdict: fits ? "good" : "bad", words: fits ? words : otherwise };
}

/** @param {Files} files @param {string} name @returns {Promise<string>} */
async function text(files, name) {
  return /** @type {Blob} */ (files.get(name)).text();
}

/** @param {Files} files @param {string} name @returns {Promise<any>} */
async function json(files, name) {
  try {
    return JSON.parse(await text(files, name));
  } catch {
    throw new Broken(name, "It is not JSON.");
  }
}

/** @param {Files} files @param {string} manifest @param {string[]} names @returns {AsyncGenerator<Check>} */
async function* fitting(files, manifest, names) {
  const lines = (await text(files, manifest)).split("\n");
  if (lines.length !== names.length + 1) throw new Broken(manifest, `It must have ${names.length} lines.`);
  for (const [at, name] of names.entries()) {
    const content = await /** @type {Blob} */ (files.get(name)).arrayBuffer();
    const found = hex(new Uint8Array(await crypto.subtle.digest("SHA-512", content)));
    const line = `its line in ${manifest}.`;
    yield check(name, lines[at] === `${found}  ${name}`, `It fits ${line}`, `It was changed: it does not fit ${line}`);
  }
}

/** The request is the one that its entry stands for: SHA-256(nonce ‖ canonical body). @param {Files} files @returns {Promise<Check>} */
async function request(files) {
  const part = "data/request.json";
  const whole = await text(files, part);
  const held = /^\{"body":(.*),"nonce":"([0-9a-f]{64})"\}$/s.exec(whole);
  if (!held) throw new Broken(part, "It is not in its form.");
  const found = hex(await sha256(fromHex(held[2] ?? ""), utf8.encode(held[1] ?? "")));
  const entry = await json(files, "proofs/request.entry.json");
  return check(part, entry.kind === "request:noticed" && entry.body === found, IS_ITS_ENTRY, IS_NOT);
}

/** @param {Files} files @returns {AsyncGenerator<Check>} */
async function* commitments(files) {
  const held = await json(files, "proofs/commitments.json");
  const entry = await json(files, "proofs/disclosure.entry.json");
  const said = await json(files, "data/disclosure.json");
  const same = entry.kind === "disclosure:posted" && entry.id === said.id && entry.pub?.agency === said.agency;
  yield check("data/disclosure.json", same, IS_ITS_ENTRY, IS_NOT);
  const values = {
    manifest: utf8.encode(await text(files, "manifest-sha512.txt")),
    request: fromHex(String(said.request)),
    recipient: utf8.encode(String(held.recipient)),
  };
  for (const [name, value] of Object.entries(values)) {
    const found = hex(await sha256(fromHex(String(held.salts?.[name])), value));
    const what = `the entry's commitment to the ${name}.`;
    yield check("proofs/commitments.json", entry.pub?.[name] === found, `It opens ${what}`, `It does not open ${what}`);
  }
}

/** @param {Files} files @param {"request" | "disclosure"} of @param {Known} known @returns {AsyncGenerator<Check>} */
async function* proved(files, of, known) {
  const part = `proofs/${of}.tlog-proof`;
  const content = await text(files, part);
  let proof;
  try {
    proof = readProof(content);
  } catch {
    throw new Broken(part, "It is not in its form.");
  }
  const entry = utf8.encode(await text(files, `proofs/${of}.entry.json`));
  const place = `The ${of}'s entry is number ${proof.index} of the ${proof.head.size} under its head.`;
  yield check(part, await leads(proof, entry), place, "It does not lead from the entry to the root of its head.");
  if (proof.head.origin !== known.origin) {
    const words = `It is of another log, ${proof.head.origin}: this page does not know its key.`;
    yield { part, verdict: "unchecked", words };
    return;
  }
  const log = await readKey(known.vkey);
  yield check(part, await signed(proof.head, log), "This log's key signed its head.", "This log's key did not sign its head.");
  let count = 0;
  let unknown = !log.key;
  for (const witness of known.witnesses) {
    const fits = await signed(proof.head, await readKey(witness.vkey));
    if (fits) count += 1;
    if (fits === undefined) unknown = true;
  }
  const words = `${count} of ${known.witnesses.length} witnesses cosigned its head, ${known.quorum} must.`;
  yield check(part, unknown ? undefined : count >= known.quorum, words, words);
}

/** A step that throws is one bad line and ends no other. @param {AsyncGenerator<Check>} lines @returns {AsyncGenerator<Check>} */
async function* told(lines) {
  try {
    yield* lines;
  } catch (error) {
    const words = error instanceof Error ? error.message : "It cannot be read.";
    yield { part: error instanceof Broken ? error.part : "package", verdict: "bad", words };
  }
}

/** @param {() => Promise<Check>} make @returns {AsyncGenerator<Check>} */
async function* one(make) {
  yield await make();
}

/** @param {Files} files @param {Known} known @returns {AsyncGenerator<Check>} */
export async function* checks(files, known) {
  try {
    demandNames(files);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    yield { part: error.part, verdict: "bad", words: error.message };
    return;
  }
  yield { part: "package", verdict: "good", words: `It has its ${FILES.length} files and no other.` };
  yield* told(fitting(files, "manifest-sha512.txt", PAYLOAD));
  yield* told(fitting(files, "tagmanifest-sha512.txt", TAGS));
  yield* told(one(() => request(files)));
  yield* told(commitments(files));
  yield* told(proved(files, "request", known));
  yield* told(proved(files, "disclosure", known));
  yield { part: "the rest", verdict: "unchecked", words: REST };
}
