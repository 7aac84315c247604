// A map as a picture that one moves about in: by mouse, by touch, and by keyboard, where the diagram is one tab stop.
// It works on any svg.diagram in a .picture, with a server behind it or alone in a file, and needs no other script.
// It brings no words: they stand in the page. What it marks, it marks again whenever the picture is changed.

const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const root = document.documentElement;
const part = (name) => $(`.viewer [data-view=${name}]`);
const [MANY, SMALL, THIN] = [80, 160, 72]; // cards with a minimap; how long it is, and how wide at least
const [LEAST, MOST, SLACK] = [0.15, 4, 4]; // zoom by hand; pixels until a press is a drag
const BAR = 56; // pixels at the top of the window that the tools may cover
const svg = () => $(".picture .diagram");
const box = () => $(".picture");
const cards = () => all(".picture a[id^=card-]");
const id = (card) => card.id.slice(5);
const named = (name) => document.getElementById(name);
const card = (name) => named("card-" + name);
const parent = (one) => card(one?.dataset.parent);
const below = (one) => cards().filter((each) => each.dataset.parent === id(one));
const set = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);
const svgNode = (name, values = {}) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const each in values) made.setAttribute(each, values[each]);
  return made;
};

let at = ""; // the card that Tab leads to
let traced = ""; // the card whose path to the position is shown
let zoom = 1;
let hits = []; // the cards that were searched for, by their names
const closed = new Set(); // branches, where no server closes them
root.classList.add("viewing");

// Where things are

// Move what is seen: in its box first, and the page by what is left.
function move(x, y) {
  const there = box();
  const { scrollLeft, scrollTop } = there;
  there.scrollBy({ left: x, top: y, behavior: "instant" });
  scrollBy({ left: x - there.scrollLeft + scrollLeft, top: y - there.scrollTop + scrollTop, behavior: "instant" });
}

function reveal(one) {
  const [it, within] = [one.getBoundingClientRect(), box().getBoundingClientRect()];
  const over = (low, high, from, to) => (low < from || high > to ? (low + high - from - to) / 2 : 0);
  const x = over(it.left, it.right, Math.max(0, within.left), Math.min(innerWidth, within.right));
  const y = over(it.top, it.bottom, Math.max(BAR, within.top), Math.min(innerHeight - 80, within.bottom));
  move(x, y);
}

function size(to, x, y, least = Math.min(LEAST, zoom)) {
  const before = svg().getBoundingClientRect();
  const edge = box().getBoundingClientRect();
  x ??= edge.left + edge.width / 2;
  y ??= (Math.max(0, edge.top) + Math.min(innerHeight, edge.bottom)) / 2;
  zoom = Math.min(MOST, Math.max(least, to));
  root.style.setProperty("--zoom", zoom);
  const after = svg().getBoundingClientRect();
  const grown = after.width / before.width;
  move(after.left - x + (x - before.left) * grown, after.top - y + (y - before.top) * grown);
  label();
}

function fit() {
  const { width, height } = svg().viewBox.baseVal;
  size(1); // its box may be as narrow as what is in it
  const room = parseFloat(getComputedStyle(box()).maxHeight) || innerHeight - BAR - 24;
  size(Math.min(1, box().clientWidth / (width + 12), room / (height + 12)), 0, 0, 0);
  box().scrollIntoView({ block: "nearest" });
}

function label() {
  const shown = part("reset");
  if (shown) shown.textContent = zoom.toLocaleString(root.lang || "en", { style: "percent" });
  glance();
}

// The keyboard

function focus(one) {
  if (!one) return;
  if (at !== id(one)) at = id(one);
  one.focus({ preventScroll: true });
  reveal(one);
  stop();
}

// One tab stop: the card one was at, else the chosen one, else the first.
function stop() {
  const every = cards();
  const here = card(at) || every.find((each) => each.hasAttribute("aria-current")) || every[0];
  at = here ? id(here) : "";
  for (const each of all("a", svg())) set(each, "tabindex", each === here ? "0" : "-1");
}

// The nearest relative to the left or right, whichever way the argument runs; up and down in a column.
function step(one, key) {
  const from = one.getBoundingClientRect();
  const sideways = /t$/.test(key);
  const back = key === "ArrowLeft" || key === "ArrowUp";
  const ahead = (each) => {
    const to = each.getBoundingClientRect();
    if (sideways) return back ? to.right <= from.left : to.left >= from.right;
    return to.left < from.right && to.right > from.left && (back ? to.bottom <= from.top + 1 : to.top >= from.bottom - 1);
  };
  // Where two sides face each other, their positions are neighbours.
  const across = parent(one) ? [] : cards().filter((each) => !parent(each));
  if (sideways) return [parent(one), ...below(one), ...across].find((each) => each && ahead(each));
  const column = cards().filter((each) => each !== one && ahead(each));
  const far = (each) => Math.abs(each.getBoundingClientRect().top - from.top);
  return column.sort((a, b) => far(a) - far(b))[0];
}

function press(event) {
  const { key, target } = event;
  const one = target.closest?.(".picture a[id^=card-]");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target === part("find")) {
    // Where nothing is found here, the form asks the server.
    if (key === "Enter" && target.form && !hits.length) return;
    else if (key === "Enter") next(event.shiftKey ? -1 : 1);
    else if (key === "Escape") focus(card(at));
    else return;
  } else if (!one && !target.closest?.(".picture, .viewer")) return;
  else if ("+=".includes(key)) size(zoom * 1.25);
  else if (key === "-") size(zoom / 1.25);
  else if (key === "0") size(1);
  else if (key === "?") part("keys")?.showModal?.();
  else if (key === "/") part("find")?.focus();
  else if (!one) return;
  else if (key.startsWith("Arrow")) focus(step(one, key));
  else if (key === "Home") focus(cards()[0]);
  else if (key === "End") focus(cards().at(-1));
  else if (key === " ") fold(one);
  else if (key === "f") trace(traced === id(one) ? "" : id(one));
  else if (key === "Escape" && (traced || hits.length)) clear();
  else return;
  event.preventDefault();
}

const click = (link) => link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, detail: 1 }));

// Folding: a link of the page's where there is a server, else here.
function fold(one) {
  const name = id(one);
  const more = named("more-" + name);
  if (more) return click(more);
  if (!below(one).length) return;
  const to = box().dataset.folding;
  if (to) {
    const link = Object.assign(document.createElement("a"), { id: "fold-" + name, href: to.replaceAll("{card}", name) });
    box().append(link);
    click(link);
    return link.remove();
  }
  if (!closed.delete(name)) closed.add(name);
  mark();
}

// Marks: the path that is traced, what is folded away, what was found

const way = (one) => (one ? [one, ...way(parent(one))] : []);

function trace(name) {
  traced = name;
  mark();
  const said = part("said");
  if (said) said.textContent = way(card(name)).map((each) => each.getAttribute("aria-label")).join(" → ");
}

function clear() {
  trace("");
  if (part("find")) find((part("find").value = ""));
}

function mark() {
  const picture = svg();
  const path = way(card(traced));
  const gone = cards().filter((each) => way(parent(each)).some((above) => closed.has(id(above))));
  picture.classList.toggle("traced", !!path.length);
  for (const each of all(".extra", picture)) each.remove();
  for (const each of cards()) {
    each.classList.toggle("on", path.includes(each));
    each.classList.toggle("hit", hits.includes(id(each)));
    each.classList.toggle("now", hits[hit] === id(each));
    each.classList.toggle("gone", gone.includes(each));
  }
  const [on, off] = [path, gone].map((some) => new Set(some.map(id)));
  for (const line of all("path[data-of]", picture)) {
    line.whole ??= line.getAttribute("d");
    const names = line.dataset.of.split(" ");
    const pieces = line.whole.match(/M[^M]*/g) ?? [];
    // What belongs to several cards stays with the last of them.
    const some = (wanted) => pieces.filter((_, place) => names[place].split(",").some(wanted)).join("");
    set(line, "d", some((each) => !off.has(each)));
    const bright = some((each) => on.has(each));
    if (!bright || line.matches(".cross")) continue;
    const made = line.cloneNode();
    made.removeAttribute("data-of");
    made.classList.add("extra", "on");
    made.setAttribute("d", bright);
    line.after(made);
  }
  for (const name of closed) {
    const [one, count] = [card(name), gone.filter((each) => way(each).includes(card(name))).length];
    if (!one || one.matches(".gone") || !count) continue;
    const { width, height } = $(".sheet", one).getBBox();
    const text = svgNode("text", { class: "extra count", x: width + 8, y: height / 2 + 4 });
    text.textContent = "+" + count;
    one.append(text);
  }
}

// Search: all the words, in what is drawn and in the lines of the outline; once the server was asked, in the whole map

const SAME = ["كک", "يىی", "ههہھەۀۂةۃ"].map((letters) => [new RegExp(`[${letters}]`, "g"), letters[0]]);
const plain = (text) =>
  SAME.reduce((all, [like, one]) => all.replace(like, one), text.normalize("NFKD").replace(/[\p{Script=Inherited}ـ]/gu, "").toLowerCase());
const line = (name) => named("line-" + name);
const answer = () => all("#found[data-find]").find((each) => each.dataset.find === part("find")?.value); // what the server found
let hit = -1;
let heeded;

function find(typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const texts = new Map(all(".outline .line[id]").map((each) => [each.id.slice(5), each.textContent]));
  for (const each of cards()) texts.set(id(each), each.textContent);
  const fits = ([, text]) => words.every((word) => plain(text).includes(word));
  hits = words.length ? [...texts].filter(fits).map(([name]) => name) : [];
  hit = -1;
  if (hits.length) return next(1, true);
  mark();
  tell(words.length && "none");
}

function heed() {
  const list = answer();
  if (list === heeded) return;
  heeded = list;
  if (!list) return;
  const chosen = $("[aria-current]", list);
  hits = all("a[id^=found-]", list).map((each) => each.id.slice(6));
  hit = hits.indexOf(chosen?.id.slice(6));
  if (chosen) $("ol", list).scrollTop = chosen.offsetTop - $("ol", list).offsetTop - BAR;
  tell(hit >= 0 && "some");
}

function tell(what) {
  const place = part("found");
  const values = { at: hit + 1, count: hits.length };
  if (!what) return (place.textContent = "");
  place.textContent = (place.dataset[what] ?? place.dataset.some).replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(root.lang || "en"));
}

function next(by, typing) {
  if (!hits.length) return;
  hit = (Math.max(hit, by < 0 ? 0 : -1) + by + hits.length) % hits.length;
  at = hits[hit];
  mark();
  tell(answer() ? "some" : "here");
  if (card(at)) reveal(card(at));
  else if (!typing) open(at);
  stop();
}

// A card that is folded away is drawn when it is chosen.
function open(name) {
  if (card(name)) focus(card(name));
  else if (named("found-" + name) || line(name)) click(named("found-" + name) || line(name));
}

// The minimap

function glance() {
  const map = part("map");
  if (!map) return;
  const every = cards();
  map.hidden = every.length <= MANY;
  if (map.hidden) return;
  const { x, y, width, height } = svg().viewBox.baseVal;
  if (map.of !== svg() || map.count !== every.length) {
    [map.of, map.count] = [svg(), every.length];
    const [wide, high] = [width, height].map((each) => Math.max(THIN, (each * SMALL) / Math.max(width, height)));
    const small = svgNode("svg", { viewBox: [x, y, width, height].join(" "), width: wide, height: high, preserveAspectRatio: "none" });
    for (const each of every) {
      const { e, f } = each.transform.baseVal[0].matrix;
      const { width, height } = $(".sheet", each).getBBox();
      small.append(svgNode("rect", { class: each.classList[0], x: e, y: f, width, height }));
    }
    small.append(svgNode("rect", { class: "view" }));
    map.replaceChildren(small);
  }
  const [whole, edge] = [svg().getBoundingClientRect(), box().getBoundingClientRect()];
  const [left, top] = [Math.max(edge.left, whole.left, 0), Math.max(edge.top, whole.top, 0)];
  const scale = width / whole.width;
  const seen = { x: x + (left - whole.left) * scale, y: y + (top - whole.top) * scale };
  seen.width = Math.max(0, Math.min(edge.right, whole.right) - left) * scale;
  seen.height = Math.max(0, Math.min(edge.bottom, whole.bottom, innerHeight) - top) * scale;
  for (const name in seen) $(".view", map).setAttribute(name, seen[name]);
}

function jump({ clientX, clientY }) {
  const [small, whole, edge] = [$("svg", part("map")), svg(), box()].map((each) => each.getBoundingClientRect());
  const x = whole.left + ((clientX - small.left) / small.width) * whole.width;
  const y = whole.top + ((clientY - small.top) / small.height) * whole.height;
  move(x - edge.left - edge.width / 2, y - (Math.max(0, edge.top) + Math.min(innerHeight, edge.bottom)) / 2);
}

// Hands

let held = null; // where the mouse went down
let apart = 0; // how far two fingers were apart
const within = ({ target }) => target.closest?.(".picture");

addEventListener("pointerdown", (event) => {
  const { clientX: x, clientY: y, button, pointerType } = event;
  if (event.target.closest?.("[data-view=map]")) [held] = [{ map: true }, jump(event)];
  else if (within(event) && !button && pointerType === "mouse") held = { x, y };
});
addEventListener("pointermove", (event) => {
  const { clientX: x, clientY: y, buttons } = event;
  if (!held || !buttons) return void (held = null);
  if (held.map) return jump(event);
  if (!held.moved && Math.hypot(x - held.x, y - held.y) < SLACK) return;
  root.classList.add("dragging");
  move(held.x - x, held.y - y);
  held = { x, y, moved: true };
});
addEventListener("pointerup", () => {
  root.classList.remove("dragging");
  setTimeout(() => (held = null));
});
// The click that ends a drag is none.
addEventListener("click", (event) => held?.moved && (event.preventDefault(), event.stopPropagation()), true);
addEventListener("dragstart", (event) => within(event) && event.preventDefault());
addEventListener("wheel", (event) => {
  if (!event.ctrlKey || !within(event)) return;
  event.preventDefault();
  size(zoom * Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
}, { passive: false });
addEventListener("touchmove", (event) => {
  if (event.touches.length !== 2 || !within(event)) return void (apart = 0);
  event.preventDefault();
  const [one, two] = event.touches;
  const now = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
  if (apart) size((zoom * now) / apart, (one.clientX + two.clientX) / 2, (one.clientY + two.clientY) / 2);
  apart = now;
}, { passive: false });
addEventListener("touchend", () => (apart = 0));
addEventListener("click", ({ target }) => {
  const what = target.closest?.("button[data-view]")?.dataset.view;
  if (what === "in") size(zoom * 1.25);
  else if (what === "out") size(zoom / 1.25);
  else if (what === "reset") size(1);
  else if (what === "fit") fit();
  else if (what === "help") part("keys").showModal();
  else if (what === "next" || what === "back") next(what === "next" ? 1 : -1);
});
addEventListener("input", ({ target }) => target === part("find") && find(target.value));
addEventListener("keydown", press);
addEventListener("focusin", ({ target }) => {
  if (!target.matches(".picture a[id^=card-]")) return;
  at = id(target);
  stop();
});
addEventListener("hashchange", arrive);
for (const what of ["scroll", "resize"]) addEventListener(what, glance, { capture: true, passive: true });

function arrive() {
  const name = location.hash.match(/^#card-(.+)/)?.[1];
  if (name) open(name);
}

// Whoever changes the picture knows nothing of this script.
const watch = new MutationObserver(adopt);
function adopt() {
  if (!svg()) return;
  stop();
  heed();
  mark();
  label();
  watch.takeRecords();
}
watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["tabindex", "d"] });
adopt();
arrive();
