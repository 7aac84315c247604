// The projector by keys: each is a link of the page, which app.js follows in place. Without this script the links do.

const $ = (selector) => document.querySelector(selector);
const AWAKE = 2500; // milliseconds that the links stay in sight after the mouse was moved
const PACE = 2000; // between two steps of a replay that plays
let rest = 0;
let playing = 0;

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || event.isComposing || target.matches("input")) return;
  if (key === "Enter" && target.matches("a, button")) return;
  const name = key === " " ? "Space" : key.length > 1 ? key : key.toLowerCase();
  const link = [...document.querySelectorAll("[data-keys]")].find(({ dataset }) => dataset.keys.split(" ").includes(name));
  if (!link) return;
  event.preventDefault();
  if (link.href) go(link.href);
  else link.click();
});

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
  if (isTrusted && target.closest(".ways a")) play(false);
});

// What is new on the screen is said, and the slider goes with it.
new MutationObserver(() => {
  const { said, step } = $("[data-stage]")?.dataset ?? {};
  if (said && $("#said").textContent !== said) $("#said").textContent = said;
  if (step && $("#step") && !seeking) $("#step").value = step;
  seeking = 0;
  if (playing && !$("[data-play]")) play(false);
}).observe(document.documentElement, { childList: true, subtree: true });
