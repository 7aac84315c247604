// "What if?": while a slider moves, what follows is shown at once. Without this script the button does the same.

const form = document.querySelector("[data-suppose]");
const RESTS = 120; // milliseconds that a slider rests before the server is asked
let waiting = null;
let timer = 0;

// Only what differs from the map as it is: the address stays short, and can be shared.
function address() {
  const query = new URLSearchParams();
  const off = new Set([...form.querySelectorAll("[name=off]:checked")].map((box) => box.value));
  for (const { name, value, type, checked, dataset } of form.elements) {
    if (!name || (type === "checkbox" && !checked)) continue;
    if (type === "range" && (value === dataset.usual || off.has(name.slice("score.".length)))) continue;
    query.append(name, value);
  }
  return `${form.getAttribute("action")}?${query}`;
}

async function suppose() {
  waiting?.abort();
  const mine = (waiting = new AbortController());
  try {
    const to = address();
    const answer = await fetch(to, { headers: { Accept: "text/html" }, credentials: "same-origin", signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) return fail(page.querySelector(".problem")?.textContent);
    for (const name of ["effect", "counting", "verdicts", "settings", "decides", "tabs", "tornado", "balance", "weak", "supposed"]) {
      const [old, fresh] = [document, page].map((each) => each.querySelector(`[data-region=${name}]`));
      if (old && fresh) replace(old, fresh);
    }
    history.replaceState(history.state, "", to);
  } catch (failure) {
    if (failure.name !== "AbortError") fail(document.body.dataset.lost);
  }
}

// What is shown no longer fits the sliders: say so where it is looked for.
function fail(words) {
  document.querySelector("[data-region=effect]").textContent = words?.trim().replace(/\s+/g, " ") ?? "";
}

// Folds that were open stay open, and the focus stays where it was.
function replace(old, fresh) {
  if (old.localName === "details") fresh.open = old.open;
  const open = [...old.querySelectorAll("details")].map((fold) => fold.open);
  [...fresh.querySelectorAll("details")].forEach((fold, place) => (fold.open = open[place] ?? false));
  const focused = old.contains(document.activeElement) && document.activeElement;
  old.replaceChildren(...fresh.childNodes);
  if (focused) (old.querySelector(focused.id ? `#${focused.id}` : focused.localName) || form.querySelector("input"))?.focus();
}

form?.addEventListener("input", ({ target }) => {
  if (target.type === "range") target.nextElementSibling.textContent = `${target.value}\u00a0%`;
  clearTimeout(timer);
  timer = setTimeout(suppose, target.type === "range" ? RESTS : 0);
});
