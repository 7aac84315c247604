// What is pressed on the page of a map changes that page in place: the same addresses and forms that work without
// this script, but nobody loses their place. Nothing here knows what a map is; it swaps the parts that the server
// marks with data-region, and keeps scroll, focus and what was typed.

const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const parts = (page) => all("[data-region]", page).map((part) => part.dataset.region).join();
const query = () => location.pathname + location.search;
const wide = matchMedia("(min-width: 64.01rem)");

let shown = query(); // the address whose page is on the screen
let waiting = null; // the page that is being fetched
let sending = false; // a form is on its way
const presses = new WeakMap(); // form -> what was sent, and under which operation

document.documentElement.classList.add("live");

async function ask(address, options) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin", ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!$("main", page)) throw new TypeError("no page of ours");
  return { answer, page };
}

function say(words) {
  const notice = $(".notice");
  if (notice.textContent !== words) notice.textContent = words;
}

// Follow an address. `pressed` is the link; without it the browser goes back or forward.
async function go(address, pressed) {
  waiting?.abort();
  const mine = (waiting = new AbortController());
  try {
    const { answer, page } = await ask(address, { signal: mine.signal });
    const to = answer.url + new URL(address, location).hash;
    if (pressed && to !== location.href) history.pushState(null, "", to);
    show(page, { pressed, to });
  } catch (problem) {
    if (problem.name !== "AbortError") location.href = address;
  }
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
  if (presses.get(form)?.content !== content) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    const operation = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    presses.set(form, { content, operation, text: data.get("text") });
  }
  const { operation } = presses.get(form);
  form.elements.operation.value = operation;
  data.set("operation", operation);
  button?.setAttribute("aria-busy", "true");
  try {
    const { answer, page } = await ask(address, { method: "POST", body: data, signal: AbortSignal.timeout?.(30000) });
    if (answer.ok && new URL(answer.url).pathname + new URL(answer.url).search !== query())
      history.pushState(null, "", answer.url);
    show(page, { pressed: button || form, sent: form, to: answer.ok && answer.url });
  } catch {
    say(document.body.dataset.lost);
  } finally {
    sending = false;
    button?.removeAttribute("aria-busy");
  }
}

// What was typed and not sent, by form.
function typed(sent) {
  const kept = new Map();
  for (const form of all("[data-form]"))
    if (form !== sent)
      for (const field of all("textarea, input[type=text]", form))
        if (field.value !== field.defaultValue)
          kept.set(`[data-form="${form.dataset.form}"] [name="${field.name}"]`, field.value);
  return kept;
}

// Put a page on the screen: part by part if it has the same parts, else whole.
function show(page, { pressed, sent, to } = {}) {
  shown = to ? query() : null;
  document.title = page.title;
  if (parts(page) !== parts(document)) {
    document.body.replaceWith(page.body);
    scrollTo(0, 0);
    ($("#text") || $("#main")).focus({ preventScroll: true });
    return;
  }
  const kept = typed(sent);
  const now = to && sent && $("#text", sent)?.value;
  const ahead = now?.startsWith(presses.get(sent).text) ? now.slice(presses.get(sent).text.length) : "";
  const focus = document.activeElement.id || pressed?.id;
  const cards = new Set(all(".picture a").map((card) => card.id));
  const was = $(".picture [aria-current]")?.id;
  const chosen = $(".picture [aria-current]", page)?.id;
  const before = $(".panel h2")?.textContent;
  // What shall stay where it is on the screen: what was pressed, or the chosen card, or where one was.
  const here = pressed?.closest(".picture, .outline") ? pressed.id : wide.matches ? chosen || was : "panel";
  const top = document.getElementById(here)?.getBoundingClientRect().top;
  const box = $(".picture");
  const { scrollLeft, scrollTop } = box || {};
  const y = scrollY;

  for (const part of all("[data-region]", page)) {
    const old = $(`[data-region="${part.dataset.region}"]`);
    if (part.dataset.region === "notice") say(part.textContent);
    else old.replaceWith(part);
  }
  for (const [field, text] of kept) if ($(field)) $(field).value = text;

  $(".picture")?.scrollTo(scrollLeft, scrollTop);
  const moved = document.getElementById(here)?.getBoundingClientRect().top - top;
  if (pressed && top >= 0 && top < innerHeight && moved) scrollBy(0, moved);
  else scrollTo(0, y);
  for (const card of sent ? all(".picture a") : [])
    if (!cards.has(card.id)) {
      card.classList.add("fresh");
      reveal(card);
    }
  if (ahead && $("#text")) $("#text").value = ahead;
  settle({ pressed, sent, focus, card: document.getElementById(chosen), was });
  const name = $(".panel h2");
  if (name && name.textContent !== before) $("#said").textContent = `${$(".panel .role").textContent}: ${name.textContent}`;
}

// Bring the chosen card, its panel and the open form into view, and the focus to where one was.
function settle({ pressed, sent, focus, card, was }) {
  const panel = $(".panel");
  const text = $("#text");
  if (card) {
    reveal(card);
    if (wide.matches && !pressed?.closest(".outline") && !visible(card)) card.scrollIntoView({ block: "center" });
  }
  const writing = text && (sent || location.hash === "#text");
  if (panel && !wide.matches && pressed && !writing && !visible(panel)) panel.scrollIntoView();
  const to = writing ? text : document.getElementById(focus) || (pressed && (panel || document.getElementById(was) || $("#main")));
  to?.focus({ preventScroll: true });
  if (writing && !visible(text)) text.scrollIntoView({ block: "nearest" });
}

function visible(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && Math.min(bottom, top + 100) <= innerHeight;
}

// Scroll the picture in its box, so that a card stands in the middle unless it is seen already.
function reveal(card) {
  const box = card.closest(".picture").getBoundingClientRect();
  const at = card.getBoundingClientRect();
  const over = (low, high, from, to) => (low < from || high > to ? (low + high - from - to) / 2 : 0);
  card.closest(".picture").scrollBy(over(at.left, at.right, box.left, box.right), over(at.top, at.bottom, box.top, box.bottom));
}

addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    document.getElementById(copy.dataset.copy).select();
    if (document.execCommand("copy")) $("#said").textContent = copy.textContent = copy.dataset.done;
    return;
  }
  const link = event.target.closest("a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const to = new URL(link.getAttribute("href"), location);
  if (!$(".picture") || to.origin + to.pathname !== location.origin + location.pathname) return;
  if (to.hash && to.search === location.search) return;
  event.preventDefault();
  if (!sending) go(to.href, link);
});

addEventListener("submit", (event) => {
  if (!event.target.matches("[data-live]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key !== "Enter" || event.isComposing || !target.matches("[data-form] textarea")) return;
  if (target.id !== "text" && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  if (!event.repeat) target.form.requestSubmit();
});

addEventListener("focusin", ({ target }) => target.matches("input[readonly]") && target.select());

addEventListener("popstate", () => query() !== shown && go(location.href));

const first = $(".picture [aria-current]") || $(".picture .position");
if (first) {
  reveal(first);
  if (wide.matches && /^#(text|panel|form|card-)/.test(location.hash) && !visible(first)) first.scrollIntoView({ block: "center" });
}
