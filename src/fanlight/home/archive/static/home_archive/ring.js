// @ts-check
/** The door rings on every open page of the home: two tones, a banner with the picture, Answer and Dismiss. */

import { onHomeEvent, tellPages } from "./home_events.js";

const SHOWN_MS = 60_000; // who has not come by then will not
const TONES = [659.26, 523.25]; // E5, C5: the two notes of a house bell
const ROUNDS = 3;

const DONE = "fanlight-ring-done";

/** @type {AudioContext | undefined} */
let sound;
/** @type {HTMLElement | undefined} */
let banner;
/** @type {number | undefined} */
let timer;
/** @type {number | undefined} the event that rang last on this page */
let rung;

/** Browsers let a page sound only after a gesture: the first one anywhere on the page opens the way. */
function allowSound() {
  sound ??= new AudioContext();
  void sound.resume();
}

/** @param {AudioContext} context */
function chime(context) {
  const start = context.currentTime + 0.02;
  for (let round = 0; round < ROUNDS; round += 1) {
    TONES.forEach((pitch, index) => {
      const at = start + round * 2.4 + index * 0.6;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.4, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 1.4);
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop(at + 1.5);
    });
  }
}

function stop() {
  window.clearTimeout(timer);
  banner?.remove();
  banner = undefined;
  if (sound) void sound.close();
  sound = undefined;
  if (navigator.userActivation?.hasBeenActive) allowSound();
}

/** @param {number} event */
function dismiss(event) {
  localStorage.setItem(DONE, String(event));
  stop();
  tellPages({ what: "dismissed" });
}

/**
 * @param {string} label
 * @param {string} look
 */
function button(label, look) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${look}`;
  made.textContent = label;
  return made;
}

/** @param {number} event */
function isDone(event) {
  return localStorage.getItem(DONE) === String(event);
}

/** @param {import("./home_events.js").Said} said */
function ring(said) {
  stop();
  rung = said.id;
  const box = document.createElement("section");
  box.className = "ring";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-label", said.words);
  const picture = document.createElement("img");
  picture.src = said.picture;
  picture.alt = `${said.name} at the moment of the press`;
  picture.addEventListener("error", () => (picture.hidden = true));
  const heading = document.createElement("h2");
  heading.textContent = said.words;
  const answer = document.createElement("a");
  answer.className = "btn main";
  answer.href = said.live;
  answer.textContent = "Answer";
  answer.addEventListener("click", () => dismiss(said.id));
  const leave = button("Dismiss", "line");
  leave.addEventListener("click", () => dismiss(said.id));
  const acts = document.createElement("p");
  acts.className = "ring-acts";
  acts.append(answer, leave);
  box.append(picture, heading, acts);
  box.addEventListener("keydown", (event) => event.key === "Escape" && dismiss(said.id));
  document.body.append(box);
  banner = box;
  sounds(acts);
  if (!(document.activeElement instanceof HTMLInputElement)) answer.focus();
  timer = window.setTimeout(stop, SHOWN_MS);
}

/** @param {HTMLElement} acts */
function sounds(acts) {
  if ("vibrate" in navigator && navigator.userActivation?.hasBeenActive) navigator.vibrate([300, 150, 300]);
  if (sound && sound.state === "running") return chime(sound);
  if (navigator.userActivation?.hasBeenActive) {
    allowSound();
    if (sound) return chime(sound);
  }
  const on = button("Sound on", "line");
  on.addEventListener("click", () => {
    allowSound();
    if (sound) chime(sound);
    on.remove();
  });
  acts.append(on);
}

for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, allowSound, { once: true, capture: true });
onHomeEvent((said) => {
  const isPress = said.what === "event" && said.kind === "press";
  // a page that opens while the bell still rings hears of it once more; answered or dismissed is done
  const isNew = said.phase === "opened" && said.id !== rung && !isDone(said.id);
  if (isPress && (said.phase === "pressed" || isNew)) ring(said);
  if (said.what === "dismissed") stop();
});
