// @ts-check
/** The zones page: picture, list, form, corners as numbers and yesterday's count hold to one set of zones. */
import { post } from "../../shell/js/send.js";
import { say } from "../../shell/js/say.js";
import { DOES, ZoneDrawing } from "./zone_drawing.js";
import { show } from "./foresight.js";
import { fillTable } from "./zone_table.js";
import { ZoneSet } from "./zone_set.js";
import { Proposal } from "./proposal.js";

const SAVE_AFTER_MS = 400; // of rest: a drag is one save
const COUNT_AFTER_MS = 600;
const NOTCH = 10; // of 100: the slider has ten
/** @type {Record<string, string>} */
const HELP = {
  watch: "Movement here becomes an event and may ring your phone.",
  ignore: "Movement here is not looked at. The picture stays as it is.",
  private: "Movement here is not looked at, and this part is black for guests and in links.",
};

/** @template {Element} T @param {string} id @returns {T} */
const part = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));
const facts = JSON.parse(part("facts").textContent || "{}");
const set = new ZoneSet(facts);
const drawing = new ZoneDrawing(part("drawing"), set, facts);
const name = /** @type {HTMLInputElement} */ (part("name"));
const slider = /** @type {HTMLInputElement} */ (part("sensitivity"));
const form = /** @type {HTMLFormElement} */ (part("form"));
const saved = /** @type {HTMLElement} */ (part("saved"));
const faultBox = /** @type {HTMLElement} */ (part("fault"));
const proposal = new Proposal(facts, set);
let saving = 0;
let counting = 0;
let asked = 0;

function drawAll() {
  drawing.draw();
  proposal.draw();
  fillList();
  fillForm();
  fillTable(part("corners"), set);
  /** @type {HTMLButtonElement} */ (part("undo")).disabled = !set.canUndo;
  /** @type {HTMLButtonElement} */ (part("redo")).disabled = !set.canRedo;
  /** @type {HTMLButtonElement} */ (part("new")).disabled = set.zones.length >= set.mostZones;
  for (const shown of document.querySelectorAll("[data-of-zone]")) shown.toggleAttribute("hidden", !set.zone);
  const fault = set.fault();
  faultBox.hidden = !fault;
  faultBox.textContent = fault ? fault.words : "";
}

function fillList() {
  const list = /** @type {HTMLElement} */ (part("list"));
  const hadFocus = list.contains(document.activeElement);
  const rows = set.zones.map((zone, index) => listRow(zone.name, DOES[zone.purpose], zone.purpose, index));
  if (!set.zones.some((zone) => zone.purpose === "watch")) rows.unshift(listRow("Whole picture", "watched", "all", -1));
  list.replaceChildren(...rows);
  if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("[aria-pressed=true]"))?.focus();
}

/** @param {string} words @param {string} does @param {string} kind @param {number} index */
function listRow(words, does, kind, index) {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", String(index === set.chosen));
  const swatch = document.createElement("i");
  swatch.className = `swatch ${kind}`;
  const strong = document.createElement("b");
  strong.textContent = words;
  const small = document.createElement("small");
  small.textContent = does[0].toUpperCase() + does.slice(1);
  button.append(swatch, strong, small);
  button.addEventListener("click", () => set.choose(index));
  row.append(button);
  return row;
}

function fillForm() {
  const zone = set.zone;
  const isWhole = !zone;
  form.hidden = isWhole && set.zones.some((one) => one.purpose === "watch");
  for (const id of ["name", "remove"]) /** @type {HTMLElement} */ (part(id).closest(".field") ?? part(id)).hidden = isWhole;
  /** @type {HTMLElement} */ (form.querySelector("fieldset")).hidden = isWhole;
  const sensitivity = Math.max(1, Math.round((zone ? zone.sensitivity : set.whole) / NOTCH));
  slider.value = String(sensitivity);
  const words = `${sensitivity} of 10`;
  slider.setAttribute("aria-valuetext", words);
  part("sensitivity-words").textContent = words;
  /** @type {HTMLElement} */ (part("sensitivity-field")).hidden = Boolean(zone) && zone.purpose !== "watch";
  if (!zone) return;
  if (document.activeElement !== name) name.value = zone.name;
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=purpose]"));
  for (const radio of radios) radio.checked = radio.value === zone.purpose;
  part("purpose-help").textContent = HELP[zone.purpose];
}

/** Saves after a moment of rest, if there is nothing wrong; counts yesterday anew. */
function later() {
  saved.hidden = true;
  window.clearTimeout(saving);
  window.clearTimeout(counting);
  if (set.fault()) return;
  saving = window.setTimeout(save, SAVE_AFTER_MS);
  counting = window.setTimeout(count, COUNT_AFTER_MS);
}

async function save() {
  try {
    const answer = await post(facts.save, set.sent());
    if (answer.ok) {
      saved.hidden = false;
      say("Saved. In force at once.");
      return;
    }
    faultBox.textContent = answer.body?.words || "Nothing was saved. Load the page again.";
  } catch {
    faultBox.textContent = "Nothing was saved: the home does not answer. It is tried again with the next change.";
  }
  faultBox.hidden = false;
}

async function count() {
  asked += 1;
  const mine = asked;
  const sentence = /** @type {HTMLElement} */ (part("told"));
  const slow = window.setTimeout(() => { sentence.textContent = "Counting what yesterday would have told you."; }, 400);
  try {
    const answer = await post(facts.preview, set.sent());
    if (mine !== asked) return;
    if (answer.ok) show(sentence, part("marks"), answer.body);
    else sentence.textContent = answer.body?.words || "Yesterday could not be counted.";
  } catch {
    if (mine === asked) sentence.textContent = "Yesterday could not be counted: the home does not answer.";
  } finally {
    window.clearTimeout(slow);
  }
}

set.addEventListener("changed", () => { drawAll(); later(); });
set.addEventListener("chosen", drawAll);
part("new").addEventListener("click", () => { set.add(); name.focus(); name.select(); });
part("remove").addEventListener("click", () => set.remove());
part("undo").addEventListener("click", () => set.undo());
part("redo").addEventListener("click", () => set.redo());
name.addEventListener("focus", () => set.mark());
name.addEventListener("input", () => { set.zone.name = name.value; set.changed(); });
slider.addEventListener("pointerdown", () => set.mark());
slider.addEventListener("keydown", () => set.mark());
slider.addEventListener("input", () => {
  const value = Number(slider.value) * NOTCH;
  if (set.zone) set.zone.sensitivity = value;
  else set.whole = value;
  set.changed();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", (event) => {
  const radio = /** @type {HTMLInputElement} */ (event.target);
  if (radio.name !== "purpose") return;
  set.mark();
  set.zone.purpose = /** @type {"watch" | "ignore" | "private"} */ (radio.value);
  set.changed();
});
document.addEventListener("keydown", (press) => {
  if (!(press.ctrlKey || press.metaKey) || press.key.toLowerCase() !== "z") return;
  if (press.target === name) return; // the field's own Undo
  press.preventDefault();
  if (press.shiftKey) set.redo();
  else set.undo();
});
drawAll();
void proposal.ask();
void count();
