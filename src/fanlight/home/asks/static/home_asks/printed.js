// @ts-check
/** Printed text of a camera: the zone canvas, with boxes that are always filled. Saved after each rest. */
import { ZoneDrawing } from "../home_archive/cameras/zone_drawing.js";
import { part, ZoneDesk } from "../home_archive/cameras/zone_desk.js";
import { ZoneSet } from "../home_archive/cameras/zone_set.js";

/** @type {import("../home_archive/cameras/polygons.js").Point[]} where most cameras print: a box at the upper left */
const BOX = [[100, 100], [3600, 100], [3600, 800], [100, 800]];

const facts = JSON.parse(part("facts").textContent || "{}");
const set = new ZoneSet(facts);
const drawing = new ZoneDrawing(part("drawing"), set, facts);
const sent = () => ({ outlines: JSON.stringify(set.zones.map((zone) => zone.points)) });
const desk = new ZoneDesk(set, { address: facts.save, sent, said: "Saved." });

function drawAll() {
  drawing.draw();
  desk.list(set.zones.map((zone, index) => desk.row(index, zone.name, "private")));
  desk.draw();
  /** @type {HTMLButtonElement} */ (part("remove")).disabled = !set.zone;
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

set.addEventListener("changed", () => {
  drawAll();
  desk.rest();
});
set.addEventListener("chosen", drawAll);
part("new").addEventListener("click", add);
for (const shown of document.querySelectorAll("[data-drawing]")) shown.toggleAttribute("hidden", false);
drawAll();
