// @ts-check
/** The corners of the chosen zone as numbers: the way to draw without drawing. */

/** @typedef {import("./zone_set.js").ZoneSet} ZoneSet */

/**
 * Fill the table; a field that has the focus keeps it.
 * @param {HTMLTableElement} table
 * @param {ZoneSet} set
 */
export function fillTable(table, set) {
  const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
  const points = set.zone ? set.zone.points : [];
  if (body.rows.length === points.length && body.contains(document.activeElement)) {
    points.forEach((point, corner) => {
      for (const axis of [0, 1]) {
        const input = /** @type {HTMLInputElement} */ (body.rows[corner].cells[axis + 1].firstElementChild);
        if (input !== document.activeElement) input.value = String(point[axis] / 100);
      }
    });
    return;
  }
  body.replaceChildren(...points.map((_, corner) => row(set, corner)));
}

/** @param {ZoneSet} set @param {number} corner */
function row(set, corner) {
  const made = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = String(corner + 1);
  const deeds = document.createElement("td");
  deeds.append(
    button("Add after", `Add after corner ${corner + 1}`, () => set.insert(corner), set.zone.points.length >= set.mostCorners),
    button("Remove", `Remove corner ${corner + 1}`, () => set.drop(corner), set.zone.points.length <= 3),
  );
  made.append(head, cell(set, corner, 0, "from the left"), cell(set, corner, 1, "from the top"), deeds);
  return made;
}

/** @param {ZoneSet} set @param {number} corner @param {0 | 1} axis @param {string} words */
function cell(set, corner, axis, words) {
  const made = document.createElement("td");
  const input = document.createElement("input");
  Object.assign(input, { type: "number", min: "0", max: "100", step: "0.1", value: String(set.zone.points[corner][axis] / 100) });
  input.setAttribute("aria-label", `Corner ${corner + 1}, percent ${words}`);
  input.addEventListener("change", () => {
    const value = Number(input.value);
    if (input.value === "" || !Number.isFinite(value)) return;
    set.mark();
    const point = [...set.zone.points[corner]];
    point[axis] = value * 100;
    set.move(corner, /** @type {[number, number]} */ (point));
  });
  made.append(input);
  return made;
}

/** @param {string} word @param {string} label @param {() => void} does @param {boolean} off */
function button(word, label, does, off) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn bare small", textContent: word, disabled: off });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", does);
  return made;
}
