/** Cover: pictures become flat tiles with name and time, and are not fetched. The server renders it; the key is "." */
import { isFree } from "./keys.js";

/** Press the cover button of the page by its key. */
export function coverByKey() {
  document.addEventListener("keydown", (press) => {
    const form = /** @type {HTMLFormElement | null} */ (document.getElementById("cover"));
    if (press.key !== "." || !isFree(press) || !form) return;
    press.preventDefault();
    form.requestSubmit();
  });
}
