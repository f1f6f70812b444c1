// @ts-check
/** The zones page's picture may be one of another hour: at night a path looks different, and a gate stands open. */
const choice = /** @type {HTMLSelectElement | null} */ (document.getElementById("moment"));
const words = document.getElementById("moment-words");
const picture = /** @type {HTMLImageElement | null} */ (document.querySelector("#stage img"));
const SLOW_MS = 400;

choice?.addEventListener("change", () => {
  if (!picture || !words) return;
  const slow = window.setTimeout(() => { words.textContent = "Fetching it."; }, SLOW_MS);
  const done = (/** @type {string} */ said) => { window.clearTimeout(slow); words.textContent = said; };
  picture.onload = () => done("");
  picture.onerror = () => done("This picture is not there any more.");
  picture.src = choice.value;
});
