// Brings the page on the screen up to date with the server, in place, while somebody is at it. Whatever is the same
// is not touched: focus, caret, selection, folds and scrolling stay. An open form stays as it was opened, since it says
// what its writer had before them; where the page has none any more, it goes unless somebody is at it.
// Nothing here knows what a map is.

import { $, all, ask, changed, fields, named, parts, query, state, visible } from "./app.js";

const inUse = (form) => form.contains(document.activeElement) || fields(form).some(changed);

// The ids of what is new in the picture; { refused } when the server no longer gives the page; null when it has to be
// tried again, since the person did something meanwhile or the server did not answer.
export async function refresh() {
  const [address, { shows }] = [query(), state()];
  let got;
  try {
    got = await ask(address);
  } catch {
    return null;
  }
  const now = state();
  if (now.busy || now.shows !== shows || query() !== address) return null;
  const { answer, page, problem } = got;
  if ([403, 404].includes(answer.status)) return { refused: problem };
  if (!answer.ok || parts(page) !== parts(document)) return null;
  return { fresh: update(page) };
}

function update(page) {
  const before = new Set(all(".picture a[id^=card-]").map((card) => card.id));
  const active = document.activeElement;
  const box = $(".picture");
  const [seen, held] = [place(chosen(box)), place(eye())];
  document.title = page.title;
  const note = noted();
  for (const part of all("[data-region]", page)) {
    const old = $(`[data-region="${part.dataset.region}"]`);
    if (part.dataset.region !== "notice" && all("[data-form]", old).every((form) => !inUse(form) || partner(form, part)))
      become(old, part);
  }
  // A form that was left as it is, since somebody writes in it, says what holds for it now.
  if (noted() !== note) for (const form of all("[data-form]")) told(form, noted());
  if (document.activeElement !== active && active !== document.body)
    (named(active.id) || $("#main")).focus({ preventScroll: true });
  // First in the box of the picture, then in the window.
  if (seen && box.isConnected) box.scrollBy(...seen.moved(box));
  if (held) scrollBy(0, held.moved()[1]);
  const fresh = all(".picture a[id^=card-]").filter((card) => !before.has(card.id));
  for (const card of fresh) card.classList.add("fresh");
  return fresh.map((card) => card.id);
}

const noted = () => $("[data-note]")?.textContent ?? "";

function told(form, words) {
  let place = $(".told", form);
  if (!place) form.append((place = Object.assign(document.createElement("p"), { className: "told", dir: "auto" })));
  place.textContent = words;
  place.dataset.now = ""; // news, which is to be seen whatever else is said
}

const partner = (form, part) => all("[data-form]", part).some((other) => other.dataset.form === form.dataset.form);

// What somebody has their eye on: where they write or are, else the chosen card, else the first line on the screen.
function eye() {
  const active = document.activeElement;
  const here = [active !== document.body && active.id !== "main" && active, $(".picture [aria-current]")];
  return here.find((each) => each?.id && visible(each)) || all(".picture a[id^=card-], .outline a[id]").find(visible);
}

// In the picture: the chosen card, else the first one in its box, if the box shows it.
function chosen(box) {
  if (!box) return null;
  const edge = box.getBoundingClientRect();
  const within = (card) => {
    const at = card.getBoundingClientRect();
    return at.left < edge.right && at.right > edge.left && at.top < edge.bottom && at.bottom > edge.top;
  };
  return [$("[aria-current]", box), ...all("a", box)].find((card) => card && within(card));
}

// Where something stands, in the window or in a box; and later how far it has moved.
function place(element) {
  if (!element?.id) return null;
  const of = (box) => {
    const [at, from] = [named(element.id)?.getBoundingClientRect(), box?.getBoundingClientRect()];
    return at && [at.left - (from?.left ?? 0), at.top - (from?.top ?? 0)];
  };
  const [box, inWindow, inBox] = [element.closest(".picture"), of(), of(element.closest(".picture"))];
  return {
    moved(within) {
      const [now, then] = within && box ? [of(within), inBox] : [of(), inWindow];
      return now ? [now[0] - then[0], now[1] - then[1]] : [0, 0];
    },
  };
}

// Make an element like another one, and leave alone what is the same.
function become(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== 1) return void (old.nodeValue = fresh.nodeValue);
  if (old.matches("[data-form]")) return;
  const classes = old.classList.contains("fresh");
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !(name === "open" && old.matches("details"))) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (classes) old.classList.add("fresh"); // until it has been seen
  inner(old, fresh);
}

// Children with the same key are the same; others are if they are alike and stand at the same place.
const key = (node) => (node.nodeType === 1 && (node.id || node.firstElementChild?.id)) || "";
const alike = (one, other) => one.nodeName === other.nodeName && key(one) === key(other);

function inner(old, fresh) {
  const keys = new Set([...fresh.childNodes].map(key));
  const kept = new Map();
  for (const child of [...old.childNodes])
    if (key(child) && (!keys.has(key(child)) || kept.has(key(child)))) child.remove();
    else if (key(child)) kept.set(key(child), child);
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const same = key(child) ? kept.get(key(child)) : at;
    if (!same || !alike(same, child)) {
      old.insertBefore(child, at);
      continue;
    }
    if (same === at) at = at.nextSibling;
    else old.insertBefore(same, at);
    become(same, child);
  }
  for (let next; at; at = next) {
    next = at.nextSibling;
    at.remove();
  }
}

// So that a card that comes again later shines again.
addEventListener("animationend", ({ target }) => target.closest?.(".fresh")?.classList.remove("fresh"));
