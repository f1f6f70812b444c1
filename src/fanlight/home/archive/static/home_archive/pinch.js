// @ts-check
/** Two fingers on a strip, or a pinch on a touch pad: zoom in and out, a step at a time. */

const STEP = 1.35; // fingers this much further apart are one step; less would jump at a tremble

/**
 * @param {HTMLElement} element
 * @param {(way: 1 | -1) => void} zoom -1 shows less time, 1 more
 */
export function bindPinch(element, zoom) {
  /** @type {Map<number, number>} finger and its place across */
  const fingers = new Map();
  let apart = 0;
  const distance = () => {
    const [one = 0, other = 0] = fingers.values();
    return Math.max(1, Math.abs(one - other));
  };
  element.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event.clientX);
    apart = distance();
  });
  element.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size !== 2) return;
    const now = distance();
    if (now / apart < STEP && apart / now < STEP) return;
    zoom(now > apart ? -1 : 1);
    apart = now;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    element.addEventListener(name, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
  }
  element.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || event.deltaY === 0) return; // browsers tell a pinch on a touch pad as Ctrl and wheel
      event.preventDefault();
      zoom(event.deltaY < 0 ? -1 : 1);
    },
    { passive: false },
  );
}
