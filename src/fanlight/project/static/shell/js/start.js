/** First owner: tell the server the browser's time zone, and ask for a password only where one is chosen. */
const zone = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=time_zone]"));
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

const password = /** @type {HTMLElement | null} */ (document.getElementById("id_password")?.closest(".field") ?? null);
const ways = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=way]"));
const show = () => {
  const chosen = [...ways].find((way) => way.checked);
  if (password) password.hidden = chosen?.value === "passkey";
};
for (const way of ways) way.addEventListener("change", show);
show();
