// @ts-check
/** "Yesterday this would have told you 11 times": the sentence, and a mark for each movement of that day. */
import { element } from "./zone_drawing.js";

/** @typedef {{words: string, more: string, marks: {at: number, strength: number, told: boolean}[]}} Foresight */

const HIGH = 72;
const WIDE = 5;

/**
 * @param {HTMLElement} sentence
 * @param {SVGSVGElement} marks
 * @param {Foresight} seen
 */
export function show(sentence, marks, seen) {
  const strong = document.createElement("b");
  strong.textContent = seen.words;
  sentence.replaceChildren(strong, seen.more ? ` ${seen.more}` : "");
  marks.toggleAttribute("hidden", !seen.marks.length);
  const bars = seen.marks.map((mark) => {
    const high = Math.max(4, Math.round(mark.strength * HIGH));
    const place = { x: `${mark.at}%`, y: HIGH - high, width: WIDE, height: high, rx: WIDE / 2 };
    return element("rect", { class: mark.told ? "told" : "stays", ...place });
  });
  const hours = [0, 6, 12, 18, 24].map((hour) => {
    const anchor = hour === 0 ? "start" : hour === 24 ? "end" : "middle";
    const text = element("text", { x: `${(hour / 24) * 100}%`, y: 89, "text-anchor": anchor });
    text.textContent = String(hour).padStart(2, "0");
    return text;
  });
  marks.replaceChildren(element("rect", { class: "base", width: "100%", y: HIGH, height: 1 }), ...bars, ...hours);
}
