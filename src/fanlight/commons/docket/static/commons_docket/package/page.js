/** A package that is dropped or chosen: read here, checked here, each check a line as it is made; no byte leaves. */
import { checks } from "./checks.js";
import { Broken, readArchive, readFolder } from "./tar.js";

const drop = document.getElementById("drop");
const list = document.getElementById("verdicts");
const progress = document.getElementById("progress");

/** @param {string} words */
function say(words) {
  if (progress) progress.textContent = words;
}

/** @param {import("./checks.js").Check} line */
function show(line) {
  const item = document.createElement("li");
  item.className = line.verdict;
  const mark = document.createElement("span");
  mark.className = "mark";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = { good: "✓", bad: "✕", unchecked: "–" }[line.verdict];
  const head = document.createElement("span");
  const part = document.createElement("b");
  part.textContent = line.part;
  head.append(part, `: ${line.verdict}`);
  const words = document.createElement("small");
  words.textContent = line.words;
  item.append(mark, head, words);
  list?.append(item);
}

/** @returns {import("./checks.js").Known} */
function known() {
  const { vkey = "", origin = "", quorum = "0", witnesses = "[]" } = drop?.dataset ?? {};
  return { vkey, origin, quorum: Number(quorum), witnesses: JSON.parse(witnesses) };
}

/** @param {() => Promise<Map<string, Blob>>} read */
async function examine(read) {
  if (!list) return;
  list.replaceChildren();
  list.hidden = false;
  if (!crypto.subtle) {
    say("This page is not served over https, so your browser computes no hashes here. Take fanlight verify.");
    return;
  }
  say("Reading.");
  const bad = new Set();
  let count = 0;
  try {
    for await (const line of checks(await read(), known())) {
      show(line);
      count += 1;
      say(`${count} checks so far.`);
      if (line.verdict === "bad") bad.add(line.part);
    }
  } catch (error) {
    const part = error instanceof Broken ? error.part : "package";
    show({ part, verdict: "bad", words: error instanceof Error ? error.message : "It cannot be read." });
    bad.add(part);
  }
  say(bad.size ? `This package does not stand: ${[...bad].join(", ")}.` : "All checks that were made are good. Nothing was sent.");
}

if (drop) {
  drop.hidden = false;
  const archive = /** @type {HTMLInputElement} */ (document.getElementById("archive"));
  const folder = /** @type {HTMLInputElement} */ (document.getElementById("folder"));
  archive.addEventListener("change", () => {
    const file = archive.files?.[0];
    if (file) void examine(() => readArchive(file));
  });
  folder.addEventListener("change", () => {
    const { files } = folder;
    if (files?.length) void examine(async () => readFolder(files));
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
    });
  }
  drop.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (file) void examine(() => readArchive(file));
  });
}
