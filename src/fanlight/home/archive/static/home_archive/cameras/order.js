// @ts-check
/** Cameras are put in order by dragging or by their buttons; drawn at once, taken back where the home refuses. */
import { say } from "../../shell/js/say.js";
import { post } from "../../shell/js/send.js";
import { showToast } from "../../shell/js/toast.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-order]"));
const list = /** @type {HTMLOListElement} */ (form.querySelector("ol"));

const rows = () => /** @type {HTMLLIElement[]} */ ([...list.children]);

/** @param {HTMLLIElement} row */
function place(row) {
  return `${row.querySelector("b")?.textContent}: ${rows().indexOf(row) + 1} of ${rows().length}.`;
}

/**
 * Save what is drawn; `before` is put back if that fails.
 * @param {HTMLLIElement} row
 * @param {HTMLLIElement[]} before
 */
async function save(row, before) {
  say(place(row));
  const order = rows().map((one) => one.dataset.camera).join(",");
  const answer = await post(form.action, { order }).catch(() => ({ ok: false }));
  if (answer.ok) return;
  list.replaceChildren(...before);
  showToast("The order was not saved. Load the page again.");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (event.submitter);
  const row = /** @type {HTMLLIElement} */ (button.closest("li"));
  const before = rows();
  if (button.name === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  const other = button.name === "up" ? "down" : "up";
  const gone = button.name === "up" ? row === list.firstElementChild : row === list.lastElementChild;
  const focused = gone ? row.querySelector(`[name=${other}]`) : button;
  /** @type {HTMLElement} */ (focused).focus();
  void save(row, before);
});

list.addEventListener("pointerdown", (event) => {
  const grip = /** @type {Element} */ (event.target).closest("[data-grip]");
  const row = /** @type {HTMLLIElement | null} */ (grip?.closest("li") ?? null);
  if (!grip || !row || event.button !== 0) return;
  event.preventDefault();
  const before = rows();
  row.classList.add("held");
  grip.setPointerCapture(event.pointerId);
  const move = (/** @type {PointerEvent} */ at) => {
    const middle = (/** @type {Element} */ one) => one.getBoundingClientRect().top + one.clientHeight / 2;
    const next = row.nextElementSibling;
    const last = row.previousElementSibling;
    // the others move round it: a row that leaves the page for a moment loses the finger
    if (next && at.clientY > middle(next)) row.before(next);
    else if (last && at.clientY < middle(last)) row.after(last);
  };
  const done = (/** @type {Event} */ ended) => {
    grip.removeEventListener("pointermove", /** @type {EventListener} */ (move));
    row.classList.remove("held");
    if (ended.type === "pointercancel") list.replaceChildren(...before);
    else if (rows().some((one, at) => one !== before[at])) void save(row, before);
  };
  grip.addEventListener("pointermove", /** @type {EventListener} */ (move));
  grip.addEventListener("pointerup", done, { once: true });
  grip.addEventListener("pointercancel", done, { once: true });
});
