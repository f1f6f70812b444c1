// @ts-check
/** Letters over what is covered and frames round what is shown, in step with the film. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{letter: string, shown: boolean, first: number, boxes: number[][]}} Track */

/**
 * Letters over what is covered, frames round what is shown.
 * @param {HTMLElement} box
 * @param {HTMLVideoElement} shown
 */
export async function labels(box, shown) {
  const over = document.querySelector("[data-over]");
  const answer = await fetch(box.dataset.tracks || "", { headers: { Accept: "application/json" } });
  if (!over || !answer.ok) return;
  /** @type {{size: number[], times: number[], tracks: Track[]}} */
  const found = await answer.json();
  const draw = () => {
    const frame = frameAt(found.times, shown.currentTime * 1000);
    over.replaceChildren(...found.tracks.flatMap((track) => drawn(track, frame, found.size)));
    if (!shown.paused) requestAnimationFrame(draw);
  };
  for (const event of ["play", "seeked", "loadeddata", "pause"]) shown.addEventListener(event, draw);
  draw();
}

/**
 * @param {number[]} times
 * @param {number} at
 */
function frameAt(times, at) {
  let [low, high] = [0, times.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] <= at + 1) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * @param {Track} track
 * @param {number} frame
 * @param {number[]} picture width and height
 */
function drawn(track, frame, picture) {
  const edges = track.boxes[frame - track.first];
  if (!edges) return [];
  const [x0, y0, x1, y1] = edges;
  const group = document.createElementNS(SVG, "g");
  if (track.shown) group.setAttribute("class", "is-shown");
  const size = Math.max(10, Math.min(26, (y1 - y0) / 3));
  const x = inside((x0 + x1) / 2, size, picture[0]);
  const y = inside(track.shown ? y0 + size : (y0 + y1) / 2, size, picture[1]);
  if (track.shown) {
    const frame = { class: "frame", x: x0, y: y0, width: x1 - x0, height: y1 - y0, "stroke-width": 3 };
    group.append(part("rect", frame));
  }
  group.append(part("circle", { class: "label", cx: x, cy: y, r: size * 0.8 }));
  const text = part("text", { class: "label-text", x, y: y + size * 0.35, "font-size": size });
  text.textContent = track.letter;
  group.append(text);
  return [group];
}

/**
 * @param {number} place
 * @param {number} margin
 * @param {number} length
 */
function inside(place, margin, length) {
  return Math.max(margin, Math.min(length - margin, place));
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} values
 */
function part(name, values) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, String(value));
  return made;
}
