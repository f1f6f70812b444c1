// Search over the register in the browser: one static file, fetched whole on the first letter.
// @ts-check

/** @typedef {{id: string, name: string, state: string, county: string, page: boolean, partner: boolean}} Found */

const box = document.getElementById("search");
const field = /** @type {HTMLInputElement|null} */ (document.getElementById("q"));
const list = document.getElementById("found");
const said = document.getElementById("q-said");
const MOST = 40;
const ZIP = /^\s*\d{5}(-\d{4})?\s*$/;
const NO_ZIP = "A ZIP code cannot be looked up here: no source says which towns it covers. Type the name of the town or county.";

/** @param {string} words */
export const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/[^a-z0-9 ]/g, "");

/** How far two words lie apart: the fewest letters to put in, take out or change.
 * @param {string} a @param {string} b */
export function distance(a, b) {
  let last = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        (last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    last = next;
  }
  return last[b.length] ?? 0;
}

/** @param {Found[]} all @param {string} wanted */
export function search(all, wanted) {
  const words = plain(wanted).split(" ").filter(Boolean);
  if (!words.length) return { exact: true, found: [] };
  const exact = all.filter((one) => {
    const where = plain(`${one.name} ${one.county} ${one.state}`);
    return words.every((word) => where.includes(word));
  });
  if (exact.length) return { exact: true, found: exact };
  const first = words[0] ?? "";
  const near = all
    .map((one) => ({ one, far: Math.min(...plain(one.name).split(" ").map((word) => distance(word, first))) }))
    .sort((a, b) => a.far - b.far).slice(0, 8).map((each) => each.one);
  return { exact: false, found: near };
}

if (box && field && list && said) {
  const root = box.dataset["root"] ?? "";
  const everything = "all" in box.dataset;
  /** @type {Promise<Found[]>|undefined} */
  let index;
  const load = async () => {
    const answer = await fetch(box.dataset["index"] ?? "search.json");
    /** @type {{agencies: [string, string, string, string, number][]}} */
    const data = await answer.json();
    return data.agencies.map(([id, name, state, county, flags]) =>
      ({ id, name, state, county, page: (flags & 1) > 0, partner: (flags & 2) > 0 }));
  };
  box.hidden = false;
  field.addEventListener("input", async () => {
    index ??= load();
    const all = (await index).filter((one) => everything || one.page);
    const zip = ZIP.test(field.value);
    const { exact, found } = zip ? { exact: false, found: [] } : search(all, field.value);
    if (!field.value.trim()) said.textContent = "";
    else if (zip) said.textContent = NO_ZIP;
    else if (exact) said.textContent = found.length > MOST ? `${found.length} found, the first ${MOST} shown` : `${found.length} found`;
    else said.textContent = "Nothing has this name. The nearest:";
    list.replaceChildren(...found.slice(0, MOST).map((one) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.page ? `${root}agency/${one.id}.html` : `${root}town/${one.state}.html`;
      link.textContent = one.name;
      const where = document.createElement("small");
      const place = one.county ? `${one.county}, ${one.state}` : one.state;
      where.textContent = ` ${place}${one.partner ? " · on Ring’s list" : ""}${one.page ? "" : " · none found"}`;
      line.append(link, where);
      return line;
    }));
  });
}
