/**
 * Tell readers of the screen by the page's one polite live region.
 * @param {string} words
 */
export function say(words) {
  const region = document.getElementById("says");
  if (region && region.textContent !== words) region.textContent = words;
}
