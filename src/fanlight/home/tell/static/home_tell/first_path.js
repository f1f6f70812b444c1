// @ts-check
/** First steps: the path that the home proposes for the front door, on its last picture; one tap takes it. */
import { refresh } from "../home_archive/swap.js";
import { post } from "../shell/js/send.js";
import { showToast } from "../shell/js/toast.js";

/** @typedef {{name: string, purpose: string, points: [number, number][], sensitivity: number}} Zone */
/** @typedef {{name: string, points: [number, number][], words: string, zones: Zone[], whole: number}} Proposed */

const USUAL = 50; // of 100: the sensitivity that was measured
const AWAY = "Nothing was saved: the home does not answer.";
const PARTS = ["first-head", "first-steps"];

/** @param {HTMLElement} box @param {Proposed} found */
function draw(box, found) {
  const isFound = found.points.length > 0;
  /** @type {HTMLElement} */ (box.querySelector("[data-words]")).textContent = found.words;
  /** @type {HTMLElement} */ (box.querySelector("[data-deeds]")).hidden = !isFound;
  const stage = /** @type {HTMLElement | null} */ (box.querySelector(".stage"));
  if (stage) stage.hidden = !isFound;
  box.querySelector("[data-outline]")?.setAttribute("points", found.points.map((point) => point.join(",")).join(" "));
  box.hidden = false;
  if (isFound) box.closest("li")?.querySelector("a.main")?.classList.replace("main", "line"); // one main deed a step
}

/** The zones of before are sent along: a set is saved whole. @param {string} to @param {Proposed} found @param {Zone[]} added */
async function save(to, found, added) {
  const zones = JSON.stringify([...found.zones, ...added]);
  const answer = await post(to, { zones, whole: String(found.whole) }).catch(() => undefined);
  if (!answer?.ok) showToast(answer?.body?.words ?? AWAY);
  return answer?.ok ?? false;
}

/** @param {HTMLElement} box @param {Proposed} found */
function bind(box, found) {
  const to = box.dataset.save ?? "";
  box.querySelector("[data-take]")?.addEventListener("click", async () => {
    const zone = { name: found.name, purpose: "watch", points: found.points, sensitivity: USUAL };
    if (!(await save(to, found, [zone]))) return;
    await refresh(window.location.href, PARTS);
    showToast("Only the path counts now.", async () => {
      if (!(await save(to, found, []))) return;
      await refresh(window.location.href, PARTS);
      await begin();
    });
  });
  box.querySelector("[data-leave]")?.addEventListener("click", () => {
    localStorage.setItem(`fanlight-path-${box.dataset.path}`, "yes");
    box.hidden = true;
  });
}

async function begin() {
  const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-path]"));
  if (!box || localStorage.getItem(`fanlight-path-${box.dataset.path}`) === "yes") return;
  const answer = await fetch(box.dataset.path ?? "", { cache: "no-store" }).catch(() => undefined);
  if (!answer?.ok) return; // the step's own link stays
  const found = await answer.json();
  draw(box, found);
  bind(box, found);
}

void begin();
