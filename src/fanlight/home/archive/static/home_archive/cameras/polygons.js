// @ts-check
/** Outlines of zones: the same rules as the server's (archive/rules/polygons.py), so that a fault shows while one draws. */

/** @typedef {[number, number]} Point corner in 1/10000 of width and height */

export const FULL = 10_000;
const LEAST_AREA = 10_000;

/**
 * What is wrong with an outline, in words; empty where nothing is.
 * @param {Point[]} points
 * @param {number} mostCorners
 * @returns {string}
 */
export function fault(points, mostCorners) {
  if (points.length < 3) return "A zone needs three corners or more.";
  if (points.length > mostCorners) return `The outline has ${points.length} corners; ${mostCorners} are allowed. Draw it more simply.`;
  const outside = points.findIndex(([x, y]) => !(x >= 0 && x <= FULL && y >= 0 && y <= FULL));
  if (outside >= 0) return `Corner ${outside + 1} lies outside the picture. Move it, or Undo.`;
  const crossing = crossingAt(points);
  if (crossing) return `The outline crosses itself at corner ${crossing}. Move it, or Undo.`;
  if (Math.abs(doubledArea(points)) < 2 * LEAST_AREA) return "The zone is too small to see anything in. Draw it larger.";
  return "";
}

/**
 * The point in the middle of two corners.
 * @param {Point} a
 * @param {Point} b
 * @returns {Point}
 */
export function middle(a, b) {
  return [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)];
}

/**
 * Where a label stands: the mean of the corners.
 * @param {Point[]} points
 * @returns {Point}
 */
export function centre(points) {
  const sum = points.reduce(([x, y], [px, py]) => [x + px, y + py], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** @param {Point[]} points */
function doubledArea(points) {
  return points.reduce((sum, [x, y], i) => {
    const [nx, ny] = points[(i + 1) % points.length];
    return sum + x * ny - nx * y;
  }, 0);
}

/** @param {Point[]} points @returns {number} the corner whose line crosses an earlier one, from 1; 0 where none does */
function crossingAt(points) {
  const edges = points.map((point, i) => /** @type {[Point, Point]} */ ([point, points[(i + 1) % points.length]]));
  for (let second = 0; second < edges.length; second += 1) {
    for (let first = 0; first < second - 1; first += 1) {
      const neighbours = first === 0 && second === edges.length - 1;
      if (!neighbours && meet(edges[first], edges[second])) return second + 1;
    }
  }
  return 0;
}

/** @param {[Point, Point]} one @param {[Point, Point]} other */
function meet([a, b], [c, d]) {
  if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
  return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b);
}

/** @param {Point} a @param {Point} b @param {Point} c */
function turn(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** @param {Point} a @param {Point} b @param {Point} point */
function on(a, b, point) {
  const within = Math.min(a[0], b[0]) <= point[0] && point[0] <= Math.max(a[0], b[0])
    && Math.min(a[1], b[1]) <= point[1] && point[1] <= Math.max(a[1], b[1]);
  return within && turn(a, b, point) === 0;
}
