// Dragging the lines of a ranking, on top of the boxes in which the place of each is typed. A drop gives a place to
// every line down to the lowest that has one, so that whoever ranks only the first few need not rank the rest.
const LINE = ".pw-line";

const boxOf = (line) => line.querySelector("input");
const placeOf = (line) => Number.parseInt(boxOf(line).value, 10) || Infinity;

function byPlace(order) {
  const lines = [...order.querySelectorAll(LINE)];
  lines.sort((one, other) => (placeOf(one) === placeOf(other) ? 0 : placeOf(one) - placeOf(other)));
  order.append(...lines);
}

function number(order, moved) {
  const lines = [...order.querySelectorAll(LINE)];
  const lowest = lines.map((line) => line === moved || placeOf(line) < Infinity).lastIndexOf(true);
  const most = Math.min(lowest + 1, Number(order.dataset.top) || lines.length);
  lines.forEach((line, at) => {
    boxOf(line).value = at < most ? String(at + 1) : "";
  });
}

function follow(order, line, event) {
  const over = [...order.querySelectorAll(LINE)].find((other) => {
    const { top, bottom } = other.getBoundingClientRect();
    return other !== line && event.clientY >= top && event.clientY <= bottom;
  });
  if (!over) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](line);
}

// A press that goes nowhere changes nothing; the lines fall in with what was typed once one is drawn. The page
// listens, not the handle: a line that is moved to another place lets go of the pointer.
function drag(order, line) {
  const listening = new AbortController();
  const { signal } = listening;
  let drawn = false;
  const draw = (event) => {
    if (!drawn) byPlace(order);
    drawn = true;
    line.classList.add("pw-line--held");
    follow(order, line, event);
  };
  const drop = () => {
    listening.abort();
    line.classList.remove("pw-line--held");
    if (drawn) number(order, line);
  };
  document.addEventListener("pointermove", draw, { signal });
  document.addEventListener("pointerup", drop, { signal });
  document.addEventListener("pointercancel", drop, { signal });
}

export function dragOrders(page) {
  for (const order of page.querySelectorAll(".pw-order")) {
    for (const line of order.querySelectorAll(LINE)) {
      const handle = line.querySelector(".pw-line__handle");
      handle.hidden = false;
      handle.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        drag(order, line);
      });
    }
  }
}
