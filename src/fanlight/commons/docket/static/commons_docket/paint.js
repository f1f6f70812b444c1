/** Painting cells: drag over the boxes, and see size and homes as they change. Without it the boxes are ticked one by one. */

const table = /** @type {HTMLTableElement | null} */ (document.getElementById("paint"));
const sum = document.getElementById("sum");

/** @param {EventTarget | null} target @returns {HTMLInputElement | null} */
function box(target) {
  const cell = target instanceof Element ? target.closest("td") : null;
  return cell ? cell.querySelector("input") : null;
}

function count() {
  if (!table || !sum) return;
  let cells = 0;
  let homes = 0;
  let area = 0;
  for (const one of table.querySelectorAll("input")) {
    if (!one.checked) continue;
    cells += 1;
    homes += Number(one.dataset.homes);
    area += Number(one.dataset.area);
  }
  const miles = area / Number(sum.dataset.mile);
  const words = [`${cells} cells, ${miles.toFixed(2)} sq mi, ${homes} homes.`];
  if (cells && homes < Number(sum.dataset.floor)) words.push(`At least ${sum.dataset.floor} homes are needed.`);
  if (area > Number(sum.dataset.most)) words.push("That is too large: take cells away.");
  sum.textContent = words.join(" ");
}

if (table) {
  /** @type {boolean | null} what the drag does: tick or untick */
  let ticking = null;
  table.addEventListener("pointerdown", (event) => {
    const first = box(event.target);
    if (!first || event.pointerType === "touch") return;
    ticking = !first.checked;
    first.checked = ticking;
    event.preventDefault();
    count();
  });
  table.addEventListener("pointerover", (event) => {
    const next = ticking === null ? null : box(event.target);
    if (!next || ticking === null) return;
    next.checked = ticking;
    count();
  });
  table.addEventListener("click", (event) => {
    if (event.detail && event instanceof PointerEvent && event.pointerType === "mouse") event.preventDefault();
  });
  addEventListener("pointerup", () => {
    ticking = null;
  });
  table.addEventListener("change", count);
  count();
}
