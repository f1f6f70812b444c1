// @ts-check
/** Hold to compare: while the button is held the clip as recorded lies over the film, at the same place in it. */
import { say } from "../shell/js/say.js";

const ORIGINAL = "as recorded, this house alone";
const KEYS = [" ", "Enter"];

/**
 * @param {HTMLElement} box
 * @param {HTMLVideoElement} film
 */
export function compare(box, film) {
  const original = /** @type {HTMLVideoElement | null} */ (box.querySelector("[data-original]"));
  const button = /** @type {HTMLButtonElement | null} */ (box.querySelector("[data-hold]"));
  const chip = box.querySelector("[data-chip]");
  if (!original || !button || !chip) return;
  const usual = chip.textContent || "";
  let held = false;
  let wasPlaying = false;

  async function hold() {
    if (held || !original || !button) return;
    held = true;
    wasPlaying = !film.paused;
    film.pause(); // what is not seen is not watched
    button.setAttribute("aria-pressed", "true");
    original.currentTime = film.currentTime;
    await arrived(original);
    if (!held) return;
    box.classList.add("is-original");
    tell(ORIGINAL);
  }

  function release() {
    if (!held || !button) return;
    held = false;
    button.setAttribute("aria-pressed", "false");
    box.classList.remove("is-original");
    tell(usual);
    if (wasPlaying) void film.play();
  }

  /** @param {string} words */
  function tell(words) {
    if (!chip || chip.textContent === words) return;
    chip.textContent = words;
    say(`Shown ${words}.`);
  }

  button.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    down.preventDefault();
    button.focus();
    button.setPointerCapture(down.pointerId);
    void hold();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) button.addEventListener(end, release);
  button.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press of a finger
  button.addEventListener("keydown", (press) => {
    if (!KEYS.includes(press.key)) return;
    press.preventDefault();
    if (!press.repeat) void hold();
  });
  button.addEventListener("keyup", (press) => {
    if (!KEYS.includes(press.key)) return;
    press.preventDefault();
    release();
  });
  document.addEventListener("visibilitychange", release);
  window.addEventListener("pagehide", release);
  box.querySelector("[data-compare]")?.toggleAttribute("hidden", false);
}

/**
 * Resolves once the video shows the place that it was sent to.
 * @param {HTMLVideoElement} video
 */
function arrived(video) {
  if (!video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
      for (const one of ["seeked", "loadeddata", "canplay"]) video.removeEventListener(one, look);
      resolve(undefined);
    };
    for (const one of ["seeked", "loadeddata", "canplay"]) video.addEventListener(one, look);
  });
}
