// @ts-check
/** This browser's subscription: made on a tap, handed to the home or commons, and looked after on every page that is opened. */

const WANTED = "fanlight-told"; // in localStorage: this browser was asked to be told

/** Whether this browser can be told at all. */
export function canBeTold() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** iPhones and iPads only allow it from the home screen. */
export function mustBeInstalled() {
  const touch = /iPhone|iPad/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  return touch && !window.matchMedia("(display-mode: standalone)").matches;
}

/** @returns {Promise<ServiceWorkerRegistration>} */
export async function registered() {
  await navigator.serviceWorker.register("/service-worker.js", { scope: "/" });
  return navigator.serviceWorker.ready;
}

/** @returns {Promise<{key: string, csrf: string} | null>} */
async function homeKey() {
  const answer = await fetch("/notifications/key/", { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

/**
 * Base64url as the browser hands bytes out.
 * @param {ArrayBuffer | null | undefined} bytes
 */
function text(bytes) {
  if (!bytes) return "";
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The subscription for this home's key; one made for another key (a home that was set up anew) is given back first.
 * @param {ServiceWorkerRegistration} registration
 * @param {string} key
 */
async function subscribed(registration, key) {
  const known = await registration.pushManager.getSubscription();
  if (known && text(known.options.applicationServerKey) === key) return known;
  await known?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/**
 * @param {PushSubscription} subscription
 * @param {string} csrf
 * @param {boolean | null} picture null: as it was
 */
async function handIn(subscription, csrf, picture) {
  /** @type {Record<string, string>} */
  const headers = { "X-CSRFToken": csrf, "Content-Type": "application/json", Accept: "application/json" };
  if (picture !== null) headers["X-Picture"] = picture ? "yes" : "no";
  const answer = await fetch("/notifications/devices/", { method: "POST", headers, body: JSON.stringify(subscription) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.words);
  return body.device;
}

/**
 * Be told on this device. To be called from a tap: browsers ask only then.
 * @param {boolean} picture
 * @returns {Promise<number>} the device's number
 */
export async function tellThisDevice(picture) {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("This browser does not allow it. Allow notifications in its settings for this page, then try again.");
  }
  const [registration, home] = await Promise.all([registered(), homeKey()]);
  if (!home) throw new Error("You are signed out. Sign in again.");
  const device = await handIn(await subscribed(registration, home.key), home.csrf, picture);
  localStorage.setItem(WANTED, "1");
  return device;
}

/** On every page: the worker is kept fresh, and a subscription that the browser changed reaches the home. */
export async function lookAfter() {
  if (!canBeTold() || !window.isSecureContext) return;
  const registration = await registered();
  if (Notification.permission !== "granted" || !localStorage.getItem(WANTED)) return;
  const home = await homeKey();
  if (home) await handIn(await subscribed(registration, home.key), home.csrf, null);
}

/** Whether this very browser has a subscription now, as the fingerprint that the home knows it by. */
export async function ownFingerprint() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  const known = await registration?.pushManager.getSubscription();
  if (!known) return "";
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(known.endpoint));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** This browser is told no more, so that lookAfter does not bring it back. */
export async function forget() {
  localStorage.removeItem(WANTED);
  const registration = await navigator.serviceWorker.getRegistration("/");
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
