// A part of a page that changes while people watch, such as the progress of a matching run:
//   <div id="run" data-live="2"> … </div>
// is fetched anew every two seconds until its new version carries no data-live. With data-live-then="reload"
// the whole page is loaded once at the end. Without a script the page offers a link that says "Look again".
const SLOWEST = 30;

async function freshCopy(id) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById(id) ?? undefined; // undefined: the page has become another one
}

function waitFor(part, pause) {
  setTimeout(() => follow(part, pause), pause * 1000);
}

async function follow(part, pause) {
  if (document.hidden) return waitFor(part, pause);
  const fresh = await freshCopy(part.id).catch(() => null);
  if (fresh === null) return waitFor(part, Math.min(pause * 2, SLOWEST)); // try again, less often
  if (!fresh || (!fresh.dataset.live && part.dataset.liveThen === "reload")) return location.reload();
  if (fresh.dataset.live) {
    if (fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
    return waitFor(part, Number(fresh.dataset.live));
  }
  delete part.dataset.live;
  part.setAttribute("role", "status"); // read out once, when all is done, and not at each step
  setTimeout(() => (part.innerHTML = fresh.innerHTML), 100);
}

export function followLiveParts(page) {
  for (const part of page.querySelectorAll("[id][data-live]")) {
    waitFor(part, Number(part.dataset.live) || 2);
  }
}
