// Narrows a list that is already on the page; without it the whole list stands.
// @ts-check
for (const field of document.querySelectorAll("input[data-filters]")) {
  if (!(field instanceof HTMLInputElement)) continue;
  const target = document.getElementById(field.dataset["filters"] ?? "");
  const line = field.closest(".narrow");
  const said = line?.querySelector("[role=status]");
  if (!target || !(line instanceof HTMLElement)) continue;
  line.hidden = false;
  const rows = [...target.querySelectorAll("tbody tr, li")];
  const groups = [...target.querySelectorAll("[data-group]")];
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const group = row.closest("[data-group]")?.querySelector("h2, h3")?.textContent ?? "";
      const fits = `${row.textContent} ${group}`.toLowerCase().includes(wanted);
      row.toggleAttribute("hidden", !fits);
      shown += fits ? 1 : 0;
    }
    for (const group of groups) {
      const any = [...group.querySelectorAll("li")].some((row) => !row.hasAttribute("hidden"));
      group.toggleAttribute("hidden", !any);
      if (group instanceof HTMLDetailsElement) group.open = wanted !== "" && any;
    }
    if (said) said.textContent = wanted ? (shown ? `${shown} shown` : "Nothing fits. Take out a letter.") : "";
  });
}
