// The projector by keys: each is a link of the page, which app.js follows in place. Without this script the links do.

const $ = (selector) => document.querySelector(selector);
const AWAKE = 2500; // milliseconds that the links stay in sight after the mouse was moved
const PACE = 2000; // between two steps of a replay that plays
const GLIDE = 450; // milliseconds from one part of a picture to the next
const still = matchMedia("(prefers-reduced-motion: reduce)");
let rest = 0;
let playing = 0;

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || event.isComposing || target.matches("input")) return;
  if (key === "Enter" && target.matches("a, button")) return;
  if (key === " " && target.matches("#letters")) return;
  if (key.length === 1 && key !== " " && !letters()) return;
  const name = key === " " ? "Space" : key.length > 1 ? key : key.toLowerCase();
  const link = [...document.querySelectorAll("[data-keys]")].find(({ dataset }) => dataset.keys.split(" ").includes(name));
  if (!link && !/^(Space|Page)/.test(name)) return;
  event.preventDefault();
  if (further(name)) return;
  if (link?.href) go(link.href);
  else link?.click();
});

// What is longer than the screen is read to its end, before the next card comes.
function further(name) {
  const down = { Space: 1, PageDown: 1, PageUp: -1 }[name];
  if (!down || !$(".stage .scene")) return false;
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
  if (down > 0 ? scrollTop + clientHeight > scrollHeight - 3 : scrollTop < 3) return false;
  scrollBy(0, down * clientHeight * 0.8);
  return true;
}

// Somebody who dictates, or whose hand slips, can switch keys of one letter off; it is remembered.

function letters(to) {
  try {
    if (to) localStorage.setItem("letters", to);
    return (to ?? localStorage.getItem("letters")) !== "off";
  } catch {
    // Storage is refused: it is remembered by the page alone.
    if (to) document.documentElement.dataset.letters = to;
    return document.documentElement.dataset.letters !== "off";
  }
}

const marked = () => document.documentElement.classList.toggle("wordless", !letters());
marked();

addEventListener("pointermove", () => {
  document.documentElement.classList.add("awake");
  clearTimeout(rest);
  rest = setTimeout(() => document.documentElement.classList.remove("awake"), AWAKE);
});

// A replay: the slider leads to a step, and the button goes through all of them.

function go(href) {
  const link = Object.assign(document.createElement("a"), { href });
  $("[data-stage]").append(link);
  link.click();
  link.remove();
}

function play(on) {
  clearInterval(playing);
  playing = on ? setInterval(() => ($("[data-play]") ? go($("[data-play]").dataset.play) : play(false)), PACE) : 0;
  const button = $("#play");
  if (button) button.setAttribute("aria-pressed", String(!!playing));
}

let seeking = 0;
addEventListener("input", ({ target }) => {
  if (!target.matches("#step")) return;
  play(false);
  clearTimeout(seeking);
  seeking = setTimeout(() => {
    const to = new URL(location);
    to.searchParams.set("step", target.value);
    go(to.href);
  }, 80);
});
addEventListener("click", ({ target, isTrusted }) => {
  if (target.closest("#play")) return play(!playing);
  if (target.closest("#letters")) return marked(letters(letters() ? "off" : "on"));
  if (isTrusted && target.closest(".ways a")) play(false);
});

// From one part of the picture to the next it is a short way, by which one sees where one comes to.

let seen = frame();
function frame() {
  return $(".growing .diagram")?.getAttribute("viewBox");
}

function glide() {
  const drawn = $(".growing .diagram");
  const from = seen?.split(" ").map(Number);
  const to = (seen = frame())?.split(" ").map(Number);
  // Another size is another view, of which there is no way.
  if (still.matches || !drawn || !from || !to || from[2] !== to[2] || from[3] !== to[3] || `${from}` === `${to}`) return;
  const began = performance.now();
  const step = (now) => {
    if (!drawn.isConnected) return;
    const part = Math.min(1, Math.max(0, (now - began) / GLIDE));
    const eased = part * part * (3 - 2 * part);
    drawn.setAttribute("viewBox", to.map((each, i) => from[i] + (each - from[i]) * eased).join(" "));
    if (part < 1) requestAnimationFrame(step);
  };
  step(began);
}

// What is new on the screen is said, and begins at its top; the slider goes with it.
let stage = $("[data-stage]");
new MutationObserver(() => {
  const { said, step } = $("[data-stage]")?.dataset ?? {};
  if (said && $("#said").textContent !== said) $("#said").textContent = said;
  if (step && $("#step") && !seeking) $("#step").value = step;
  seeking = 0;
  if (playing && !$("[data-play]")) play(false);
  const now = $("[data-stage]");
  if (now === stage) return;
  if (now && stage && now.dataset.said !== stage.dataset.said) scrollTo(0, 0);
  stage = now;
  glide();
}).observe(document.documentElement, { childList: true, subtree: true });
