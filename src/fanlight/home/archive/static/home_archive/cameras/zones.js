// @ts-check
/** The zones page: picture, list, form, corners as numbers and yesterday's count hold to one set of zones. */
import { post } from "../../shell/js/send.js";
import { DOES, ZoneDrawing } from "./zone_drawing.js";
import { show } from "./foresight.js";
import { part, ZoneDesk } from "./zone_desk.js";
import { ZoneSet } from "./zone_set.js";
import { Proposal } from "./proposal.js";

const COUNT_AFTER_MS = 600;
const NOTCH = 10; // of 100: the slider has ten
/** @type {Record<string, string>} */
const HELP = {
  watch: "Movement here becomes an event and may ring your phone.",
  ignore: "Movement here is not looked at. The picture stays as it is.",
  private: "Movement here is not looked at, and this part is black for guests and in links.",
};

const facts = JSON.parse(part("facts").textContent || "{}");
const set = new ZoneSet(facts);
const drawing = new ZoneDrawing(part("drawing"), set, facts);
const name = /** @type {HTMLInputElement} */ (part("name"));
const slider = /** @type {HTMLInputElement} */ (part("sensitivity"));
const form = /** @type {HTMLFormElement} */ (part("form"));
const desk = new ZoneDesk(set, { address: facts.save, sent: () => set.sent(), said: "Saved. In force at once." });
const proposal = new Proposal(facts, set);
let counting = 0;
let asked = 0;

function drawAll() {
  drawing.draw();
  proposal.draw();
  fillList();
  fillForm();
  desk.draw();
  for (const shown of document.querySelectorAll("[data-of-zone]")) shown.toggleAttribute("hidden", !set.zone);
}

function fillList() {
  const rows = set.zones.map((zone, index) => desk.row(index, zone.name, zone.purpose, DOES[zone.purpose]));
  if (!set.zones.some((zone) => zone.purpose === "watch")) rows.unshift(desk.row(-1, "Whole picture", "all", "watched"));
  desk.list(rows);
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

/** Saved and counted anew after a moment of rest. */
function later() {
  window.clearTimeout(counting);
  if (desk.rest()) counting = window.setTimeout(count, COUNT_AFTER_MS);
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
drawAll();
void proposal.ask();
void count();
