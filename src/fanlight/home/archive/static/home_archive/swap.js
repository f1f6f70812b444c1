// @ts-check
/** Fetches a page again and puts some of its parts in place of the old ones; focus stays where it was. */

/**
 * @param {string} address
 * @param {string[]} ids
 */
export async function refresh(address, ids) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ids) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (!old || !fresh) continue;
    const focused = document.activeElement?.id;
    old.replaceWith(document.adoptNode(fresh));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
  return true;
}
