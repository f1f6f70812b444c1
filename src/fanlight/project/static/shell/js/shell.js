/** What every page does: toasts that go by themselves, focus on the first problem, covering the pictures. */
import { keepToasts } from "./toast.js";
import { coverByKey } from "./cover.js";

const problem = /** @type {HTMLElement | null} */ (document.querySelector("[data-focus-first]"));
if (problem) problem.focus();

keepToasts();
coverByKey();
