/** Keys for the review page: 1 to 9 and N answer, U takes back, ? shows the evidence. Without it the buttons do. */

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (target instanceof HTMLInputElement) return;
  if (event.key === "?") {
    const evidence = document.getElementById("evidence");
    if (evidence instanceof HTMLDetailsElement) evidence.open = !evidence.open;
    return;
  }
  const key = event.key.toLowerCase();
  if (!/^[1-9nu]$/.test(key)) return;
  const button = document.querySelector(`button[data-key="${key}"]`);
  if (button instanceof HTMLButtonElement) button.click();
});
