// @ts-check
/** On every page of the home: the service worker, and a subscription that stays known. */
import { lookAfter } from "../shell/js/subscription.js";

lookAfter().catch(() => {
  // offline, signed out, or a browser in private mode: the next page tries again
});
