// @ts-check
/** The page of notifications, of a home and of a commons: says what this device can do, and does it on a tap. */
import { say } from "./say.js";
import { canBeTold, forget, mustBeInstalled, ownFingerprint, tellThisDevice } from "./subscription.js";

const here = /** @type {HTMLElement} */ (document.getElementById("this-device"));

/** @param {string} name which of the page's prepared words to show */
function show(name) {
  for (const part of here.querySelectorAll("[data-when]")) {
    /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-when") !== name;
  }
  here.hidden = name === "told";
}

/** @param {unknown} error */
function fail(error) {
  const words = /** @type {HTMLElement} */ (here.querySelector("[data-failure]"));
  const refused = error instanceof DOMException;
  const text = refused
    ? `The browser's push service did not answer. Some networks block it: ${here.dataset.instead}.`
    : error instanceof Error ? error.message : "It did not work. Try again.";
  words.textContent = text;
  words.hidden = false;
  say(text);
}

async function draw() {
  if (!canBeTold()) return show(mustBeInstalled() ? "install" : "cannot");
  if (Notification.permission === "denied") return show("denied");
  const own = await ownFingerprint();
  const row = own ? document.querySelector(`[data-device="${own}"]`) : null;
  row?.querySelector("[data-this]")?.removeAttribute("hidden");
  row?.querySelector("form[data-remove]")?.addEventListener("submit", () => void forget());
  show(row ? "told" : mustBeInstalled() ? "install" : "ask");
}

for (const button of here.querySelectorAll("button[data-picture]")) {
  button.addEventListener("click", async () => {
    const press = /** @type {HTMLButtonElement} */ (button);
    press.disabled = true;
    try {
      await tellThisDevice(press.dataset.picture === "yes");
      location.reload();
    } catch (error) {
      fail(error);
    } finally {
      press.disabled = false;
    }
  });
}

void draw();
