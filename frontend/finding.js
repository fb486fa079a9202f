// A long list is narrowed while somebody types in its box. Without a script the button beside the box does it on
// the server; where the server has left something out already, the box stays the server's.
const ENTRY = ".govuk-checkboxes__item, .govuk-radios__item";

function wordsIn(box) {
  return box.value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
}

function textOf(entry) {
  const heading = entry.closest("details")?.querySelector("summary")?.textContent ?? "";
  return `${entry.textContent} ${heading} ${entry.dataset.also ?? ""}`.toLocaleLowerCase("en");
}

// What stands apart ("none of these", "another one") and what is ticked is left by every search.
function stays(entry) {
  const tick = entry.querySelector("input");
  return tick.checked || tick.dataset.behaviour === "exclusive" || entry.nextElementSibling?.matches(".pw-opens");
}

// The page brings the sentences, in its own language.
function tell(sentences, found, words) {
  if (words.length === 0) return "";
  if (found === 0) return sentences.nothing.replace("%{words}", () => words.join(" "));
  return sentences.found.replace("%{count}", found);
}

function narrow(list, box, told) {
  const words = wordsIn(box);
  let found = 0;
  for (const entry of list.querySelectorAll(ENTRY)) {
    const holds = words.every((word) => textOf(entry).includes(word));
    entry.classList.toggle("pw-left-out", !holds && !stays(entry));
    found += holds;
  }
  for (const fold of list.querySelectorAll("details")) {
    const empty = !fold.querySelector(`:is(${ENTRY}):not(.pw-left-out)`);
    fold.classList.toggle("pw-left-out", empty);
    if (words.length > 0 && !empty) fold.open = true;
  }
  told.textContent = tell(box.closest(".pw-find").dataset, found, words);
}

function take(finder) {
  const box = finder.querySelector("input[type=text]");
  const list = finder.parentElement.querySelector(".govuk-checkboxes, .govuk-radios");
  if (!box || !list || box.value) return;
  const told = document.createElement("p");
  told.className = "pw-small";
  told.setAttribute("role", "status");
  finder.append(told);
  finder.querySelector("button[value=find]").hidden = true;
  let wait;
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => narrow(list, box, told), 150); // said once, when the typing pauses
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter would save the page
    narrow(list, box, told);
  });
}

export function narrowLists(page) {
  for (const finder of page.querySelectorAll(".pw-find")) take(finder);
}
