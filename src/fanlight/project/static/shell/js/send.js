/** Requests of scripts to this home, with the token that Django asks for. */

/** @returns {Record<string, string>} */
export function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}");
}

/**
 * POST a form's values; the answer's JSON, whatever its status.
 * @param {string} address
 * @param {Record<string, string>} values
 * @returns {Promise<{ok: boolean, status: number, body: any}>}
 */
export async function post(address, values) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { ...csrf(), Accept: "application/json" },
    body: new URLSearchParams(values),
  });
  const body = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
  return { ok: answer.ok, status: answer.status, body };
}
