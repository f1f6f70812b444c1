// @ts-check
/**
 * What the home says as it happens (`/stream/events`, Server-Sent Events), once per browser: one page holds the
 * connection, the others hear it from that page. Six pages must not use up the host's connections.
 */

/** @typedef {Record<string, any> & {what: string}} Said */

const LOCK = "fanlight-events";
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("fanlight-events") : undefined;
const listeners = /** @type {Set<(said: Said) => void>} */ (new Set());
let begun = false;

/** @param {Said} said */
function hear(said) {
  for (const listener of listeners) listener(said);
}

/** @returns {Promise<never>} held as long as the page lives */
function listen() {
  const source = new EventSource("/stream/events");
  source.addEventListener("message", (event) => {
    const said = JSON.parse(event.data);
    hear(said);
    channel?.postMessage(said);
  });
  window.addEventListener("pagehide", () => source.close(), { once: true });
  return new Promise(() => undefined);
}

function begin() {
  if (begun) return;
  begun = true;
  channel?.addEventListener("message", (event) => hear(event.data));
  if (navigator.locks && channel) void navigator.locks.request(LOCK, listen).catch(() => undefined);
  else void listen(); // plain HTTP from another machine has no locks: one connection a page
}

/** @param {(said: Said) => void} listener */
export function onHomeEvent(listener) {
  listeners.add(listener);
  begin();
}

/** Tells the other pages of this browser. @param {Said} said */
export function tellPages(said) {
  channel?.postMessage(said);
}
