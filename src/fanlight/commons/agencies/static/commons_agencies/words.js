/** What went wrong with a key, in words beside the button. */

/** @type {Record<string, string>} */
const WORDS = {
  NotAllowedError: "Nothing was confirmed. Try again.",
  InvalidStateError: "This device has a key for you here already.",
  SecurityError: "Keys work only at the address that the community was founded with.",
  NotSupportedError: "This device cannot make a key that signs here (ES256).",
};

/**
 * @param {string} id of the line that says it
 * @param {unknown} problem
 */
export function tell(id, problem) {
  const line = document.getElementById(id);
  if (!line) return;
  line.textContent = WORDS[problem instanceof Error ? problem.name : ""] || "This browser could not use a key.";
  line.hidden = false;
}

/** The button of a form that only a script can send: until it is there nothing can be sent empty. @param {HTMLFormElement | null} form */
export function ready(form) {
  const button = form?.querySelector("button");
  if (button) button.disabled = false;
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
export function put(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
