// A map beside a list of areas: pressing a patch ticks its area, and ticking an area fills its patch. The list
// does everything by itself; without a script the map shows what was ticked when the page was made.
function take(map) {
  const told = map.parentElement.querySelector("[role=status]");
  const patches = new Map([...map.querySelectorAll("[data-for]")].map((patch) => [patch.dataset.for, patch]));
  const fill = () => {
    for (const [id, patch] of patches) {
      patch.classList.toggle("pw-map__on", document.getElementById(id)?.checked ?? false);
    }
  };
  map.classList.add("pw-map--live");
  told.textContent = map.dataset.hint;
  map.addEventListener("click", (event) => {
    const patch = event.target.closest("[data-for]");
    const tick = patch && document.getElementById(patch.dataset.for);
    if (!tick) return;
    tick.click();
    const name = patch.querySelector("title").textContent;
    told.textContent = `${name}: ${tick.checked ? map.dataset.ticked : map.dataset.unticked}`;
  });
  map.closest("form")?.addEventListener("change", fill);
  fill();
}

export function fillMaps(page) {
  for (const map of page.querySelectorAll("svg.pw-map")) take(map);
}
