// @ts-check
/** Times in words, in the home's zone; all times are microseconds since 1970 UTC. */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} zone
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(zone, options) {
  const key = zone + JSON.stringify(options);
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options });
    formats.set(key, known);
  }
  return known;
}

/**
 * "14:21:36"
 * @param {number} at
 * @param {string} zone
 */
export function clockWords(at, zone) {
  return format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at / 1000);
}

/**
 * "14:21"
 * @param {number} at
 * @param {string} zone
 */
export function minuteWords(at, zone) {
  return format(zone, { hour: "2-digit", minute: "2-digit" }).format(at / 1000);
}

/**
 * "2026-11-24T14:21:36", as `?at=` carries it
 * @param {number} at
 * @param {string} zone
 */
export function atWords(at, zone) {
  const day = format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at / 1000);
  const part = (/** @type {string} */ type) => day.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${clockWords(at, zone)}`;
}

/**
 * "52 s", "3 min 5 s"
 * @param {number} seconds
 */
export function spanWords(seconds) {
  const whole = Math.round(seconds);
  if (whole < 90) return `${whole} s`;
  const rest = whole % 60;
  return rest ? `${Math.floor(whole / 60)} min ${rest} s` : `${whole / 60} min`;
}
