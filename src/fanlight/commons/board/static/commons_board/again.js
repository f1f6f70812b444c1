// @ts-check
/** The page of a test, while it is on its way: asks each second, and is drawn anew once there is an outcome. */
const EVERY = 1000; // ms

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const asked = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && asked.querySelector("[data-waits]")) setTimeout(again, EVERY);
  else location.reload();
}

function again() {
  look().catch(() => setTimeout(again, EVERY)); // offline for a moment
}

setTimeout(again, EVERY);
