// @ts-check
/** The redaction page: waits for the film, plays it, fills the scrubber where it was watched, labels what is covered. */
import { post } from "../shell/js/send.js";
import { say } from "../shell/js/say.js";
import { compare } from "./redaction_compare.js";
import { labels } from "./redaction_labels.js";

const ASK_EVERY = 1500; // ms while it is being covered
const TELL_EVERY = 1500; // ms while it plays
const LONGEST_STEP = 1.0; // s between two looks that still count as watched through, at the fastest speed
const SVG = "http://www.w3.org/2000/svg";
const RATES = [1, 2, 4];

const covering = /** @type {HTMLElement | null} */ (document.querySelector("[data-covering]"));
if (covering) waitFor(covering);
const film = /** @type {HTMLElement | null} */ (document.querySelector("[data-film]"));
const video = /** @type {HTMLVideoElement | null} */ (document.querySelector("[data-video]"));
if (film && video) play(film, video);

/** @param {HTMLElement} box */
function waitFor(box) {
  const timer = setInterval(async () => {
    const answer = await fetch(box.dataset.covering || "", { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const found = await answer.json();
    if (found.state !== "covering") {
      clearInterval(timer);
      location.reload();
      return;
    }
    set(box, "[data-words]", found.words);
    const bar = /** @type {HTMLProgressElement | null} */ (box.querySelector("progress"));
    if (bar) bar.value = found.percent;
  }, ASK_EVERY);
}

/**
 * @param {ParentNode} where
 * @param {string} selector
 * @param {string} words
 */
function set(where, selector, words) {
  const part = where.querySelector(selector);
  if (part && part.textContent !== words) part.textContent = words;
}

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * @param {HTMLElement} box
 * @param {HTMLVideoElement} shown
 */
function play(box, shown) {
  const length = Number(box.dataset.length) / 1000;
  const scrub = /** @type {SVGElement} */ (document.querySelector("[data-scrub]"));
  const knob = /** @type {SVGElement} */ (document.querySelector("[data-knob]"));
  /** @type {number[][]} */
  let fresh = [];
  /** @type {{x: number, width: number}[]} */
  let seen = [...document.querySelectorAll("[data-seen] rect")].map((rect) => ({
    x: parseFloat(rect.getAttribute("x") || "0"),
    width: parseFloat(rect.getAttribute("width") || "0"),
  }));
  let last = -1;
  let told = 0;

  function look() {
    const at = shown.currentTime;
    if (!shown.paused && last >= 0 && at > last && at - last <= LONGEST_STEP * shown.playbackRate) {
      fresh.push([Math.floor(last * 1000), Math.ceil(at * 1000)]);
    }
    last = shown.seeking ? -1 : at;
    knob.setAttribute("cx", `${Math.min(100, (at / length) * 100)}%`);
    scrub.setAttribute("aria-valuenow", String(Math.round(at)));
    scrub.setAttribute("aria-valuetext", `${Math.round(at)} of ${Math.round(length)} seconds`);
    set(document, "[data-at]", clock(at));
    if (performance.now() - told > TELL_EVERY) void tell();
  }

  async function tell() {
    told = performance.now();
    if (!fresh.length) return;
    const spans = fresh;
    fresh = [];
    const answer = await post(box.dataset.watched || "", {
      version: box.dataset.version || "",
      spans: JSON.stringify(joined(spans)),
    });
    if (!answer.ok || !answer.body) return;
    seen = answer.body.watched;
    drawSeen(seen);
    set(document, "[data-watched-s]", String(answer.body.seconds));
    nameRest(seen, length);
    if (answer.body.all) goOn();
  }

  function step() {
    look();
    if (!shown.paused) requestAnimationFrame(step);
  }
  shown.addEventListener("play", () => {
    last = shown.currentTime;
    box.classList.add("is-playing");
    requestAnimationFrame(step);
  });
  shown.addEventListener("pause", () => {
    look();
    box.classList.remove("is-playing");
    void tell();
  });
  shown.addEventListener("ended", () => void tell());
  shown.addEventListener("seeked", look);
  deeds(box, shown, () => unseen(seen, length));
  dragging(scrub, shown, length);
  nameRest(seen, length);
  compare(box, shown);
  void labels(box, shown);
}

/** @param {number[][]} spans */
function joined(spans) {
  /** @type {number[][]} */
  const found = [];
  for (const [begin, end] of spans) {
    const before = found[found.length - 1];
    if (before && begin <= before[1] + 1) before[1] = Math.max(before[1], end);
    else found.push([begin, end]);
  }
  return found;
}

/** @param {{x: number, width: number}[]} spans */
function drawSeen(spans) {
  const group = document.querySelector("[data-seen]");
  group?.replaceChildren(
    ...spans.map((span) => {
      const rect = document.createElementNS(SVG, "rect");
      const values = { class: "seen-done", x: `${span.x}%`, y: "14", width: `${span.width}%`, height: "12", rx: "3" };
      for (const [name, value] of Object.entries(values)) rect.setAttribute(name, value);
      return rect;
    }),
  );
}

/**
 * Where the first stretch begins that was not watched, in seconds.
 * @param {{x: number, width: number}[]} spans
 * @param {number} length
 */
function unseen(spans, length) {
  const first = spans[0];
  return first && first.x < 2 ? Math.min(length - 0.2, ((first.x + first.width) / 100) * length) : 0;
}

/**
 * What is left to be watched, said on its button.
 * @param {{x: number, width: number}[]} spans
 * @param {number} length
 */
function nameRest(spans, length) {
  const left = Math.ceil(length * (1 - spans.reduce((sum, one) => sum + one.width, 0) / 100));
  const isEnd = spans.length === 1 && spans[0].x < 2;
  const words = !spans.length ? "Watch all of it" : isEnd ? `Watch the last ${left} s` : `Watch the rest, ${left} s`;
  set(document, "[data-rest]", words);
}

function goOn() {
  const link = document.querySelector("[data-go-on]");
  if (!link || !link.hasAttribute("aria-disabled")) return;
  const rest = /** @type {HTMLElement | null} */ (document.querySelector("[data-rest]"));
  const had = rest === document.activeElement;
  rest?.toggleAttribute("hidden", true);
  link.removeAttribute("aria-disabled");
  link.removeAttribute("hidden");
  if (had) /** @type {HTMLElement} */ (link).focus();
  say("All of it was watched.");
}

/**
 * @param {HTMLElement} box
 * @param {HTMLVideoElement} shown
 * @param {() => number} toUnseen
 */
function deeds(box, shown, toUnseen) {
  const toggle = () => void (shown.paused ? shown.play() : shown.pause());
  box.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-do]"));
    if (button) act(button);
  });
  document.querySelector("[data-rest]")?.addEventListener("click", () => {
    shown.currentTime = toUnseen();
    void shown.play();
  });

  /** @param {HTMLElement} button */
  function act(button) {
    const what = button.dataset.do;
    if (what === "play") toggle();
    if (what === "back") shown.currentTime = Math.max(0, shown.currentTime - 5);
    if (what === "frame") {
      shown.pause();
      shown.currentTime += 1 / 15;
    }
    if (what === "unseen") {
      shown.currentTime = toUnseen();
      void shown.play();
    }
    if (what === "rate") {
      const rate = RATES[(RATES.indexOf(shown.playbackRate) + 1) % RATES.length];
      shown.playbackRate = rate;
      button.textContent = `${rate}×`;
      button.setAttribute("aria-label", `Speed, ${rate} times`);
    }
  }
}

/**
 * @param {SVGElement} scrub
 * @param {HTMLVideoElement} shown
 * @param {number} length
 */
function dragging(scrub, shown, length) {
  /** @param {PointerEvent} event */
  const go = (event) => {
    const box = scrub.getBoundingClientRect();
    shown.currentTime = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * length;
  };
  scrub.addEventListener("pointerdown", (event) => {
    scrub.setPointerCapture(event.pointerId);
    go(event);
  });
  scrub.addEventListener("pointermove", (event) => {
    if (scrub.hasPointerCapture(event.pointerId)) go(event);
  });
  scrub.addEventListener("keydown", (event) => {
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    shown.currentTime = Math.max(0, Math.min(length, shown.currentTime + by));
  });
}
