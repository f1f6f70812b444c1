// @ts-check
/** Printed text of a camera: the zone canvas, with boxes that are always filled. Saved after each rest. */
import { ZoneDrawing } from "../home_archive/cameras/zone_drawing.js";
import { ZoneSet } from "../home_archive/cameras/zone_set.js";
import { fillTable } from "../home_archive/cameras/zone_table.js";
import { post } from "../shell/js/send.js";
import { say } from "../shell/js/say.js";

const SAVE_AFTER_MS = 400; // of rest: a drag is one save
/** @type {import("../home_archive/cameras/polygons.js").Point[]} where most cameras print: a box at the upper left */
const BOX = [[100, 100], [3600, 100], [3600, 800], [100, 800]];

/** @template {Element} T @param {string} id @returns {T} */
const part = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));
const facts = JSON.parse(part("facts").textContent || "{}");
const set = new ZoneSet(facts);
const drawing = new ZoneDrawing(part("drawing"), set, facts);
const saved = /** @type {HTMLElement} */ (part("saved"));
const faultBox = /** @type {HTMLElement} */ (part("fault"));
let saving = 0;

function drawAll() {
  drawing.draw();
  fillList();
  fillTable(part("corners"), set);
  /** @type {HTMLButtonElement} */ (part("undo")).disabled = !set.canUndo;
  /** @type {HTMLButtonElement} */ (part("redo")).disabled = !set.canRedo;
  /** @type {HTMLButtonElement} */ (part("new")).disabled = set.zones.length >= set.mostZones;
  /** @type {HTMLButtonElement} */ (part("remove")).disabled = !set.zone;
  const fault = set.fault();
  faultBox.hidden = !fault;
  faultBox.textContent = fault ? fault.words : "";
}

function fillList() {
  const list = /** @type {HTMLElement} */ (part("list"));
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...set.zones.map((zone, index) => listRow(zone.name, index)));
  if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("[aria-pressed=true]"))?.focus();
}

/** @param {string} words @param {number} index */
function listRow(words, index) {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", String(index === set.chosen));
  const swatch = document.createElement("i");
  swatch.className = "swatch private";
  const strong = document.createElement("b");
  strong.textContent = words;
  button.append(swatch, strong);
  button.addEventListener("click", () => set.choose(index));
  row.append(button);
  return row;
}

function add() {
  set.mark();
  const taken = new Set(set.zones.map((zone) => zone.name));
  let number = set.zones.length + 1;
  while (taken.has(`Text ${number}`)) number += 1;
  set.zones.push({ name: `Text ${number}`, purpose: "private", points: BOX.map(([x, y]) => [x, y]), sensitivity: 50 });
  set.choose(set.zones.length - 1);
  set.changed();
}

async function save() {
  const outlines = JSON.stringify(set.zones.map((zone) => zone.points));
  try {
    const answer = await post(facts.save, { outlines });
    if (answer.ok) {
      saved.hidden = false;
      say("Saved.");
      return;
    }
    faultBox.textContent = answer.body?.words || "Nothing was saved. Load the page again.";
  } catch {
    faultBox.textContent = "Nothing was saved: the home does not answer. It is tried again with the next change.";
  }
  faultBox.hidden = false;
}

set.addEventListener("changed", () => {
  drawAll();
  saved.hidden = true;
  window.clearTimeout(saving);
  if (!set.fault()) saving = window.setTimeout(save, SAVE_AFTER_MS);
});
set.addEventListener("chosen", drawAll);
part("new").addEventListener("click", add);
part("remove").addEventListener("click", () => set.remove());
part("undo").addEventListener("click", () => set.undo());
part("redo").addEventListener("click", () => set.redo());
document.addEventListener("keydown", (press) => {
  if (!(press.ctrlKey || press.metaKey) || press.key.toLowerCase() !== "z") return;
  if (press.target instanceof HTMLInputElement) return; // the field's own Undo
  press.preventDefault();
  if (press.shiftKey) set.redo();
  else set.undo();
});
for (const shown of document.querySelectorAll("[data-drawing]")) shown.toggleAttribute("hidden", false);
drawAll();
