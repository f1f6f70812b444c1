// @ts-check
/** Fetches a page again and puts some of its parts in place of the old ones; focus stays where it was. */

/**
 * A page as it is now, apart from the one that is shown.
 * @param {string} address
 */
export async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
}

/**
 * @param {string} address
 * @param {string[]} ids
 */
export async function refresh(address, ids) {
  const page = await fetched(address);
  if (!page) return false;
  put(page, ids);
  return true;
}

/**
 * Parts of a page that was fetched, in place of the old ones.
 * @param {Document} page
 * @param {string[]} ids
 */
export function put(page, ids) {
  for (const id of ids) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (!old || !fresh) continue;
    const focused = document.activeElement?.id;
    old.replaceWith(document.adoptNode(fresh));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
