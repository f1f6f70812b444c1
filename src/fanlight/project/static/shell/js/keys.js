/**
 * Single-letter keys act only where nobody types and no modifier is held.
 * @param {KeyboardEvent} press
 * @returns {boolean}
 */
export function isFree(press) {
  if (press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented) return false;
  const at = /** @type {HTMLElement | null} */ (press.target instanceof HTMLElement ? press.target : null);
  return !at || !(at.isContentEditable || at.matches("input:not([type=range]), select, textarea"));
}
