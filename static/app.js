// What is pressed on the page of a map changes that page in place: the same addresses and forms that work without
// this script, but nobody loses their place. Nothing here knows what a map is; it swaps the parts that the server
// marks with data-region, and keeps scroll, focus and what was typed.

export const $ = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const named = (id, within = document) => (id ? within.getElementById(id) : null);
export const parts = (page) => all("[data-region]", page).map((part) => part.dataset.region).join();
export const query = () => location.pathname + location.search;
const wide = matchMedia("(min-width: 64.01rem)");
const CARD = ".picture a[id^=card-], .outline a, .positions a";
const DRAWN = ".picture a[id^=card-]";

let shown = query(); // the address whose page is on the screen
let place = history.state?.place ?? 0; // how far along the history this is
let stands = place; // and where the page on the screen belongs
let returning = false; // from a place in the history that could not be shown
let waiting = null; // the page that is being fetched
let sending = false; // a form is on its way
let sent = 0; // how many forms the server has taken
let shows = 0; // how many pages have been put on the screen

// What goes on here, for whoever wants to change the page meanwhile.
export const state = () => ({ busy: sending || !!waiting, sent, shows });
let fading; // the clock of what was said last
let press = null; // what was sent last and not answered, and under which operation
let origin = null; // the card that was chosen last: its id, and where it stood on the screen
let opener = ""; // the id of the link that opened the form

document.documentElement.classList.add("live");
history.replaceState({ place }, "");

// Drafts: what was typed and not sent, by form. It is there again wherever the form appears again in this tab.

let drafts = new Map();
try {
  drafts = new Map(JSON.parse(sessionStorage.getItem("drafts")));
} catch {
  // Storage is refused: drafts last as long as the page.
}

const key = (form) => `${location.pathname} ${form.dataset.form}`;
export const fields = (form) =>
  [...form.elements].filter(({ name, type }) => name && type !== "submit" && name !== "operation" && name !== "back");
const choice = (field) => field.type === "radio" || field.type === "checkbox";
const value = (field) => (choice(field) && !field.checked ? "" : field.value);
const kind = (form) => form && form.dataset.form + ($("[type=hidden][name=kind]", form)?.value ?? "");

export function changed(field) {
  if (field.options)
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}

// Keep what differs, with all that the form hides: it says what its writer had before them (the version of a card).
// A form that was refused holds what was typed as if it had always stood there.
function keep(form, differs = $(".error", form) ? () => true : changed) {
  const draft = {};
  // What was typed in another view, where the form has more fields.
  for (const [name, text] of Object.entries(drafts.get(key(form)) || {})) if (!form.elements[name]) draft[name] = text;
  for (const field of fields(form))
    if (field.type !== "hidden" && (field.type !== "radio" || field.checked) && differs(field))
      draft[field.name] = value(field);
  drafts.delete(key(form));
  if (Object.keys(draft).length) {
    for (const field of fields(form)) if (field.type === "hidden" || field.options) draft[field.name] = field.value;
    drafts.set(key(form), draft);
  }
  store();
  return draft;
}

function drop(form) {
  drafts.delete(key(form));
  store();
}

function store() {
  for (const oldest of drafts.keys()) if (drafts.size > 30) drafts.delete(oldest);
  try {
    sessionStorage.setItem("drafts", JSON.stringify([...drafts]));
  } catch {
    // As above.
  }
}

function restore(form) {
  const draft = drafts.get(key(form));
  if (!draft) return;
  // One text may become a reason or an objection; the form then says which, not the draft.
  const hidden = $("[type=hidden][name=kind]", form);
  const other = hidden && hidden.value !== draft.kind;
  for (const field of fields(form)) {
    const text = draft[field.name];
    if (text === undefined || (other && field.type === "hidden")) continue;
    if (choice(field)) field.checked = field.value === text;
    else if (!field.options || [...field.options].some((option) => option.value === text)) field.value = text;
    const fold = field.closest("details");
    if (fold && text) fold.open = true;
  }
}

// Asking the server

export async function ask(address, options) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin", ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!$("main", page)) throw new TypeError("no page of ours");
  return { answer, page, problem: all(".problem > p:not(:has(a))", page).map((p) => p.textContent).join(" ") };
}

// What is said politely, or what went wrong.
export function say(words, wrong = "") {
  const [notice, alert] = [$(".notice"), $("#alert")];
  if (notice.textContent !== words) notice.textContent = words;
  if (words) fade(notice);
  if (alert.textContent !== wrong) alert.textContent = wrong;
  if (wrong) alert.scrollIntoView({ block: "nearest" });
}

// Whatever floats over the page goes by itself, unless somebody points at it.
function fade(notice) {
  clearTimeout(fading);
  fading = setTimeout(() => (notice.matches(":hover") ? fade(notice) : (notice.textContent = "")), 10000);
}

// Follow an address. `pressed` is the link; without it the browser has gone back or forward.
async function go(address, { pressed, keyed } = {}) {
  waiting?.abort();
  const mine = (waiting = new AbortController());
  say($(".notice").textContent);
  let got;
  try {
    got = await ask(address, { signal: mine.signal });
  } catch (failure) {
    if (failure.name === "AbortError") return;
  } finally {
    if (waiting === mine) waiting = null;
  }
  if (!got || (got.problem && got.answer.status >= 429)) {
    say("", got?.problem || document.body.dataset.lost);
    returning = place !== stands;
    if (returning) history.go(stands - place);
    return;
  }
  const to = got.answer.url + new URL(address, location).hash;
  if (pressed && to !== location.href) history.pushState({ place: ++place }, "", to);
  show(got.page, { pressed, keyed });
}

// Send a form. The same content keeps its operation, so that a second try after a lost answer counts once.
async function send(form, button) {
  if (sending) return;
  sending = true;
  waiting?.abort();
  const data = new URLSearchParams(new FormData(form));
  if (button?.name) data.append(button.name, button.value);
  data.delete("operation");
  const address = button?.getAttribute("formaction") || form.getAttribute("action");
  const content = address + "?" + data;
  if (press?.content !== content) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    press = { content, operation: [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  }
  form.elements.operation.value = press.operation;
  data.set("operation", press.operation);
  button?.setAttribute("aria-busy", "true");
  say($(".notice").textContent);
  let got;
  try {
    got = await ask(address, { method: "POST", body: data, signal: AbortSignal.timeout?.(30000) });
  } catch {
    // Nobody knows whether it arrived.
  }
  sending = false;
  button?.removeAttribute("aria-busy");
  if (got?.answer.status < 500) press = null;
  if (!got || got.problem) return say("", got?.problem || document.body.dataset.lost);
  const { answer, page } = got;
  const done = answer.ok;
  if (done) sent++;
  if (done && form.dataset.form) {
    drop(form);
    // What was typed since it was sent. Where the form stands open again, only what was typed on.
    const draft = keep(form, (field) => value(field) !== (data.get(field.name) ?? ""));
    if (draft.text?.startsWith(data.get("text")) && $("#text", page)?.value === "") {
      draft.text = draft.text.slice(data.get("text").length);
      store();
    }
  }
  if (done && new URL(answer.url).pathname + new URL(answer.url).search !== query())
    history.pushState({ place: ++place }, "", answer.url);
  show(page, { pressed: button || form, sent: form, done });
}

// Showing what came

// Put a page on the screen: part by part if it has the same parts, else whole.
function show(page, { pressed, keyed, sent, done } = {}) {
  document.title = page.title;
  shows++;
  shown = query();
  stands = place;
  if (parts(page) !== parts(document)) return whole(page, sent, done);
  const card = pressed?.closest(CARD);
  const folded = pressed?.id.replace(/^more-|^fold-/, "card-"); // the card whose branch was opened or closed
  const before = {
    active: document.activeElement,
    form: kind($("#form")),
    name: $(".panel h2")?.textContent,
    card: $(".picture [aria-current]")?.id,
    cards: new Set(all(DRAWN).map((each) => each.id)),
  };
  const chosen = $(".picture [aria-current]", page)?.id;
  if (card) origin = { id: card.id, top: card.getBoundingClientRect().top };
  // What shall stay where it is on the screen: what was pressed, or where one writes, or the chosen card.
  const here = [card?.id, folded, sent?.elements.text && "text", wide.matches ? chosen || before.card : "panel"].find(
    (id) => named(id) && named(id, page),
  );
  const top = named(here)?.getBoundingClientRect().top;
  const { scrollLeft, scrollTop } = $(".picture") || {};
  const y = scrollY;

  const unfolded = all("details[id][open]").map((each) => each.id);
  for (const part of all("[data-region]", page)) {
    const old = $(`[data-region="${part.dataset.region}"]`);
    if (part.dataset.region === "notice") say(part.textContent);
    else old.replaceWith(part);
  }
  for (const id of unfolded) named(id)?.setAttribute("open", "");
  all("[data-form]").forEach(restore);

  $(".picture")?.scrollTo(scrollLeft, scrollTop);
  const moved = named(here)?.getBoundingClientRect().top - top;
  if (pressed && top >= 0 && top < innerHeight && moved) scrollBy(0, moved);
  else scrollTo(0, y);
  for (const each of sent ? all(DRAWN) : [])
    if (!before.cards.has(each.id)) {
      each.classList.add("fresh");
      reveal(each);
    }
  settle({ pressed, keyed, sent, before, card: named(chosen) });
  const name = $(".panel h2");
  if (name && name.textContent !== before.name) $("#said").textContent = `${$(".panel .role").textContent}: ${name.textContent}`;
}

function whole(page, sent, done) {
  // Two versions of a card: the form that settles it takes the place of the one that was sent.
  const form = sent?.dataset.form && !done && $("#form", page);
  if (form) {
    shown = null;
    Object.assign(form.dataset, { form: sent.dataset.form, live: "" });
    // Only what is in dispute is written again, with what was typed since.
    for (const field of fields(sent)) {
      const same = form.elements[field.name];
      if (same && /^text/.test(field.type)) same.value = field.value;
    }
  }
  document.body.replaceWith(page.body);
  scrollTo(0, 0);
  if (!form) begin();
  ($("#text") || $("#panel") || $("#main")).focus({ preventScroll: true });
}

// Bring the chosen card, its panel and the open form into view, and the focus to where it belongs.
function settle({ pressed, keyed, sent, before, card }) {
  const panel = $(".panel");
  if (card) {
    reveal(card);
    if (wide.matches && card.id !== before.card && !pressed?.closest(".outline") && !visible(card))
      card.scrollIntoView({ block: "center" });
  }
  const to = heir({ pressed, keyed, sent, before, panel });
  if (panel && !wide.matches && (to === panel || pressed?.matches(CARD)) && !visible(panel)) panel.scrollIntoView();
  to?.focus({ preventScroll: true });
  if (!to || visible(to) || (to.id === before.active.id && !sent)) return;
  if (to.id === origin?.id) scrollBy(0, to.getBoundingClientRect().top - origin.top);
  else to.scrollIntoView({ block: "nearest" });
}

// Who gets the focus: what is to be filled in, or what had it, or the nearest that is still there.
function heir({ pressed, keyed, sent, before, panel }) {
  const form = $("#form");
  const same = named(before.active.id || pressed?.id);
  if (pressed?.method === "get") return named(location.hash.slice(1)) || same;
  if (sent?.dataset.form && form) {
    const field = $("[aria-invalid=true]", form) || $("#text", form);
    if (field) return unfolded(field);
  }
  const opened = !sent && form && (location.hash === "#text" || (pressed && kind(form) !== before.form));
  if (opened && pressed) opener = pressed.id;
  if (opened)
    return $("#text", form) || $("input:checked", form) || $("select, input:not([type=hidden]), button, a:not(#cancel)", form);
  if (pressed?.id === "close") return named(origin?.id) || named(before.card) || $("#main");
  if (pressed?.id === "cancel") return named(opener) || panel || $("#main");
  if (keyed && panel && pressed.matches(CARD)) return panel;
  if (same) return same.disabled ? neighbour(same) : same;
  return pressed || before.active !== document.body ? panel || named(before.card) || $("#main") : null;
}

function unfolded(field) {
  const fold = field.closest("details");
  if (fold) fold.open = true;
  return field;
}

function neighbour(button) {
  let found = null;
  for (let box = button; box && !found; box = box.parentElement) found = $("button:enabled, a[href]", box);
  return found;
}

export function visible(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const box = element.parentElement.closest(".panel")?.getBoundingClientRect();
  return top >= Math.max(0, box?.top ?? 0) && Math.min(bottom, top + 100) <= Math.min(innerHeight, box?.bottom ?? innerHeight);
}

// Scroll the picture in its box, so that a card stands in the middle unless it is seen already.
function reveal(card) {
  const box = card.closest(".picture").getBoundingClientRect();
  const at = card.getBoundingClientRect();
  const over = (low, high, from, to) => (low < from || high > to ? (low + high - from - to) / 2 : 0);
  card.closest(".picture").scrollBy(over(at.left, at.right, box.left, box.right), over(at.top, at.bottom, box.top, box.bottom));
}

// What people do

addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const text = document.getElementById(copy.dataset.copy);
    if (text.select) text.select();
    else getSelection().selectAllChildren(text);
    if (document.execCommand("copy")) $("#said").textContent = copy.textContent = copy.dataset.done;
    return;
  }
  if (event.target.matches(".notice")) say("");
  for (const menu of all("details:is(.look, .languages)[open]")) menu.open = menu.contains(event.target);
  const link = event.target.closest("a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  // Cancel, or what settles a conflict without what was written.
  if (link.matches("[data-form] .row a")) drop(link.closest("form"));
  const to = new URL(link.getAttribute("href"), location);
  if (!$(".picture, [data-stage]") || to.origin + to.pathname !== location.origin + location.pathname) return;
  const keyed = event.detail === 0;
  if (to.hash && to.search === location.search && !(keyed && link.matches(CARD))) return waiting?.abort();
  event.preventDefault();
  if (!sending) go(to.href, { pressed: link, keyed });
});

addEventListener("submit", (event) => {
  const { target } = event;
  // A form that only asks leads to an address, as a link does.
  if (target.method === "get" && target.closest(".map")) {
    event.preventDefault();
    const to = new URL(target.getAttribute("action"), location);
    to.search = new URLSearchParams(new FormData(target));
    return void (sending || go(to.href, { pressed: target }));
  }
  if (!target.matches("[data-live]")) return;
  event.preventDefault();
  send(target, event.submitter);
});

addEventListener("input", ({ target }) => {
  if (!target.form?.dataset.form) return;
  keep(target.form);
  say(""); // it may lie over the form
});

addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.isComposing) return;
  const menu = event.key === "Escape" && target.closest("details:is(.look, .languages)[open]");
  if (menu) {
    menu.open = false;
    $("summary", menu).focus();
  }
  if (event.key === "Escape" && target.closest(".side")) {
    const from = named(origin?.id);
    const back = from?.matches("[aria-current]") ? from : $(".picture [aria-current], .outline [aria-current]") || named(opener);
    back?.focus();
  }
  if (event.key !== "Enter" || event.shiftKey || !target.matches("[data-form] textarea")) return;
  if (target.enterKeyHint !== "send" && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  if (!event.repeat) target.form.requestSubmit();
});

addEventListener("focusin", ({ target }) => target.matches("input[readonly]") && target.select());

addEventListener("popstate", ({ state }) => {
  if (!state) history.replaceState({ place: ++place }, ""); // somebody followed a fragment
  else place = state.place;
  if (query() === shown) stands = place;
  else if (!returning) go(location.href);
  returning = false;
});

function begin() {
  all("[data-form]").forEach(restore);
  const first = $(".picture [aria-current]") || $(".picture a.question") || $(".picture .position");
  if (!first) return;
  reveal(first);
  // On a narrow screen the words of the card stand above the picture, past which the address has led.
  if (!wide.matches && /^#card-/.test(location.hash) && $(".panel")) addEventListener("load", () => $(".panel").scrollIntoView());
  if (wide.matches && /^#(text|panel|form|card-)/.test(location.hash) && !visible(first)) first.scrollIntoView({ block: "center" });
}

begin();
