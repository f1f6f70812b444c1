// @ts-check
/** What the pages that draw zones share: rows, corners, fault and saved lines, undo and redo, saving after a rest. */
import { post } from "../../shell/js/send.js";
import { say } from "../../shell/js/say.js";
import { fillTable } from "./zone_table.js";

const SAVE_AFTER_MS = 400; // of rest: a drag is one save

/** @template {Element} T @param {string} id @returns {T} */
export const part = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));

export class ZoneDesk {
  #saving = 0;
  #saved = /** @type {HTMLElement} */ (part("saved"));
  #fault = /** @type {HTMLElement} */ (part("fault"));

  /**
   * @param {import("./zone_set.js").ZoneSet} set
   * @param {{address: string, sent: () => Record<string, string>, said: string}} saving where to, what, and the words
   *   once it is done
   */
  constructor(set, saving) {
    this.set = set;
    this.saving = saving;
    part("remove").addEventListener("click", () => set.remove());
    part("undo").addEventListener("click", () => set.undo());
    part("redo").addEventListener("click", () => set.redo());
    document.addEventListener("keydown", (press) => {
      if (!(press.ctrlKey || press.metaKey) || press.key.toLowerCase() !== "z") return;
      if (press.target instanceof HTMLInputElement && press.target.type !== "range") return; // the field's own Undo
      press.preventDefault();
      if (press.shiftKey) set.redo();
      else set.undo();
    });
  }

  /** Corners, buttons and what is wrong, as the set is now. */
  draw() {
    fillTable(part("corners"), this.set);
    /** @type {HTMLButtonElement} */ (part("undo")).disabled = !this.set.canUndo;
    /** @type {HTMLButtonElement} */ (part("redo")).disabled = !this.set.canRedo;
    /** @type {HTMLButtonElement} */ (part("new")).disabled = this.set.zones.length >= this.set.mostZones;
    const fault = this.set.fault();
    this.#fault.hidden = !fault;
    this.#fault.textContent = fault ? fault.words : "";
  }

  /** @param {HTMLElement[]} rows in place of those that stand there; the focus stays in the list */
  list(rows) {
    const list = /** @type {HTMLElement} */ (part("list"));
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...rows);
    if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("[aria-pressed=true]"))?.focus();
  }

  /** @param {number} index @param {string} words @param {string} kind @param {string} [does] */
  row(index, words, kind, does) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", String(index === this.set.chosen));
    const swatch = document.createElement("i");
    swatch.className = `swatch ${kind}`;
    const strong = document.createElement("b");
    strong.textContent = words;
    button.append(swatch, strong);
    if (does) {
      const small = document.createElement("small");
      small.textContent = does[0].toUpperCase() + does.slice(1);
      button.append(small);
    }
    button.addEventListener("click", () => this.set.choose(index));
    row.append(button);
    return row;
  }

  /** Something changed: saves after a moment of rest, if there is nothing wrong. Whether it will. */
  rest() {
    this.#saved.hidden = true;
    window.clearTimeout(this.#saving);
    if (this.set.fault()) return false;
    this.#saving = window.setTimeout(() => void this.#save(), SAVE_AFTER_MS);
    return true;
  }

  async #save() {
    try {
      const answer = await post(this.saving.address, this.saving.sent());
      if (answer.ok) {
        this.#saved.hidden = false;
        say(this.saving.said);
        return;
      }
      this.#fault.textContent = answer.body?.words || "Nothing was saved. Load the page again.";
    } catch {
      this.#fault.textContent = "Nothing was saved: the home does not answer. It is tried again with the next change.";
    }
    this.#fault.hidden = false;
  }
}
