// @ts-check
/**
 * The service worker of a home or a commons (W3C Service Workers, Push API): shows what is pushed, opens what is tapped.
 * It keeps nothing and answers no requests, so that pages are never older than their server.
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/**
 * As payload.py writes it.
 * @typedef {{kind: string, show: boolean, picture?: string}} Extra
 * @typedef {{title: string, body: string, navigate: string, tag: string, timestamp: number, data: Extra}} Said
 */

const RING = [300, 120, 300, 120, 600]; // ms: a bell, not a message

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// Always a notification, always inside waitUntil, also while a page is open: a browser that sees a push without one
// takes the permission back, iPhones after the third.
worker.addEventListener("push", (event) => event.waitUntil(showPushed(event.data)));

/** @param {PushMessageData | null} data */
async function showPushed(data) {
  const said = readPushed(data);
  if (!said) return worker.registration.showNotification("Fanlight has something to tell", { data: { path: "/" } });
  const press = said.data.kind === "press";
  const picture = said.data.show && said.data.picture ? `data:image/webp;base64,${said.data.picture}` : undefined;
  await closeSame(said.tag);
  /** @type {NotificationOptions & Record<string, unknown>} */
  const options = {
    body: said.body,
    tag: said.tag,
    timestamp: said.timestamp,
    requireInteraction: press,
    vibrate: press ? RING : undefined,
    icon: picture,
    image: picture,
    data: { path: pathOf(said.navigate), kind: said.data.kind },
  };
  return worker.registration.showNotification(said.title, options);
}

/**
 * @param {PushMessageData | null} data
 * @returns {Said | null}
 */
function readPushed(data) {
  try {
    const said = data?.json().notification;
    return said && typeof said.title === "string" && said.data ? said : null;
  } catch {
    return null;
  }
}

/**
 * iPhones stack notifications with the same tag instead of replacing them.
 * @param {string} tag
 */
async function closeSame(tag) {
  for (const shown of await worker.registration.getNotifications({ tag })) shown.close();
}

/**
 * A tap leads to this server only, whatever a payload says.
 * @param {string} address
 */
function pathOf(address) {
  try {
    return new URL(address, worker.location.origin).pathname;
  } catch {
    return "/";
  }
}

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPath(event.notification.data?.path || "/"));
});

/** @param {string} path */
async function openPath(path) {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const client of windows) {
    try {
      await client.focus();
      await client.navigate(path);
      return;
    } catch {
      // a window that this worker does not control yet cannot be led anywhere
    }
  }
  await worker.clients.openWindow(path);
}

worker.addEventListener("pushsubscriptionchange", (event) => {
  /** @type {ExtendableEvent} */ (event).waitUntil(subscribeAgain());
});

/** Browsers change a subscription unasked; the server hears of the new one at once, or at the next page that is opened. */
async function subscribeAgain() {
  const answer = await fetch("/notifications/key/", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { key, csrf } = await answer.json();
  const subscription = await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await fetch("/notifications/devices/", {
    method: "POST",
    headers: { "X-CSRFToken": csrf, "Content-Type": "application/json" },
    body: JSON.stringify(subscription),
  });
}
