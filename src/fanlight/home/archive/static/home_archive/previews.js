// @ts-check
/** Preview pictures: sheets of ten minutes, 10 x 6 tiles of 160 x 90, one every ten seconds (docs/design/processes.md). */

const SHEET_US = 600_000_000;
const TILE_US = 10_000_000;
const ACROSS = 10;
const WIDTH = 160;
const HEIGHT = 90;
const KEPT = 24; // sheets in memory: four hours, about 35 MB decoded

/** @type {Map<string, {image: HTMLImageElement, isThere: boolean}>} */
const sheets = new Map();

/**
 * @param {number} camera
 * @param {number} at
 */
function address(camera, at) {
  const when = new Date((at - (at % SHEET_US)) / 1000).toISOString();
  return `/previews/${camera}/${when.slice(0, 4)}${when.slice(5, 7)}${when.slice(8, 10)}-${when.slice(11, 13)}${when.slice(14, 16)}.jpg`;
}

/**
 * Begins to fetch the sheet of a moment, so that a finger finds it there.
 * @param {number} camera
 * @param {number} at
 */
export function fetchSheet(camera, at) {
  const name = address(camera, at);
  const known = sheets.get(name);
  if (known) return known;
  const image = new Image();
  const sheet = { image, isThere: false };
  image.src = name;
  // decoded ahead: a finger that comes later waits for nothing
  image.decode().then(
    () => (sheet.isThere = true),
    () => undefined,
  );
  sheets.set(name, sheet);
  if (sheets.size > KEPT) sheets.delete(/** @type {string} */ (sheets.keys().next().value));
  return sheet;
}

/**
 * Draws the picture nearest to a moment; false where none is at hand yet.
 * @param {HTMLCanvasElement} canvas
 * @param {number} camera
 * @param {number} at
 */
export function drawPreview(canvas, camera, at) {
  const sheet = fetchSheet(camera, at);
  const context = canvas.getContext("2d");
  if (!sheet.isThere || context === null) return false;
  const tile = Math.floor((at % SHEET_US) / TILE_US);
  const x = (tile % ACROSS) * WIDTH;
  const y = Math.floor(tile / ACROSS) * HEIGHT;
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  context.drawImage(sheet.image, x, y, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT);
  return true;
}
