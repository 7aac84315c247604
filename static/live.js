// What others change on a map comes in by itself: by a stream of events, or by asking every two seconds where a network
// lets no stream through. The page is then brought up to date around whatever one is doing, and a screen reader says
// so in one sentence, at most every five seconds. Without this script one loads the page again.

import { $, state } from "./app.js";
import { refresh } from "./refresh.js";

const SOON = 300; // milliseconds within which all who look at a map fetch it, each at another moment
const APART = 1000; // between two fetches
const SENTENCES = 5000; // between two sentences
const ASKING = 2000; // between two questions, where there is no stream
const STUCK = 6000; // until the first sign of a stream
const SILENT = 40000; // and between two of them: the server gives one every 15 seconds
const AGAIN = 60000; // until a stream is tried again that did not come through
const UNSEEN = 60000; // that a page is hidden before its stream ends: a browser has only a few for all of its pages
const SLOWER = 8; // so much longer one waits while the page is hidden, and while the server does not answer

const map = $("[data-live-map]")?.dataset.liveMap;
const lang = new URLSearchParams(location.search).get("lang"); // which the address of the page asks for
const tongue = lang ? `&lang=${encodeURIComponent(lang)}` : "";
const numbers = (stamp) => stamp.split(".").map(Number);
const shown = () => $("[data-stamp]")?.dataset.stamp; // how far the page on the screen is
const later = (one, other) => numbers(one).some((number, at) => number > numbers(other)[at]);
const about = (time) => time * (0.8 + 0.4 * Math.random());

let stream = null;
let over = false; // the key opens the map no more
let failures = 0; // of the stream, one after the other
let missed = 0; // questions without an answer, one after the other
let worked = false; // a stream has come through before
const timers = {};

function after(name, time, work) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(work, time);
}

// What has been heard of and is not on the screen yet: { stamp, said, reload }.
let heard = [];
let fetching = false;
let fetched = 0; // when the page was last fetched
let sent = state().sent; // how many forms of one's own have been accounted for

function hear(stamp, { said, reload } = {}) {
  if (heard.length > 999) heard = [{ stamp, reload: true }];
  else heard.push({ stamp, said, reload });
  if (!timers.fetch) timers.fetch = setTimeout(bring, Math.max(Math.random() * SOON, fetched + APART - Date.now()));
}

async function bring() {
  timers.fetch = 0;
  if (document.hidden || over) return; // when somebody looks again
  const again = (time) => (timers.fetch = setTimeout(bring, about(time)));
  if (fetching || state().busy || !shown()) return again(SOON);
  // What one has done oneself, or has seen in the meantime since one went to another card.
  const there = heard.filter(({ stamp, reload }) => !reload && !later(stamp, shown()));
  if (there.length) {
    const own = state().sent - sent;
    sent = state().sent;
    tell(there.slice(own));
    heard = heard.filter((each) => !there.includes(each));
  }
  if (!heard.length) return;
  fetched = Date.now();
  const these = heard;
  fetching = true;
  const found = await refresh();
  fetching = false;
  if (!found) return again(APART);
  if (found.refused !== undefined) return end(found.refused);
  heard = heard.filter((each) => !these.includes(each));
  tell(these, found.fresh.length);
  if (heard.length) again(APART);
}

// What is said

let unsaid = { changes: 0, cards: 0, said: "" };
let spoke = 0;

function tell(changes, cards = 0) {
  // What nobody can see needs no word; where only a number is known, something has changed.
  const told = changes.filter(({ said }) => said !== "");
  if (!told.length) return;
  unsaid.changes += told.length;
  unsaid.cards += cards;
  unsaid.said = unsaid.changes === 1 ? told[0].said : "";
  if (!timers.speak) timers.speak = setTimeout(speak, Math.max(0, spoke + SENTENCES - Date.now()));
}

function speak() {
  timers.speak = 0;
  const place = $("#news");
  if (!place) return;
  const { changed } = place.dataset;
  const { said, cards } = unsaid;
  place.textContent = said || (cards ? counted(place.dataset.new, cards) : changed);
  unsaid = { changes: 0, cards: 0, said: "" };
  spoke = Date.now();
}

// The form of a sentence for a number: the server gives those for 0, 1, 2, 3, 11 and 100, among which is every form there is.
function counted(forms, count) {
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const at = [0, 1, 2, 3, 11, 100].findIndex((number) => rules.select(number) === rules.select(count));
  return forms.split("\n").at(at).replace("{count}", count);
}

// How it is heard of

function listen() {
  quiet();
  if (over || !shown()) return;
  stream = new EventSource(`${map}/events?after=${shown()}${tongue}`);
  stream.addEventListener("beat", alive);
  stream.addEventListener("change", (event) => {
    alive();
    hear(event.lastEventId, JSON.parse(event.data));
  });
  stream.addEventListener("gone", () => {
    heard.push({ stamp: shown(), reload: true });
    quiet();
    bring(); // the page says what has become of it
  });
  stream.addEventListener("error", () => {
    if (!stream) return;
    // By itself it comes again, unless the server has answered something else than a stream.
    if (++failures > 1 || stream.readyState === EventSource.CLOSED) ask();
  });
  after("silence", STUCK, ask);
}

function alive() {
  failures = missed = 0;
  worked = true;
  after("silence", SILENT, ask);
}

function quiet() {
  stream?.close();
  stream = null;
  for (const name of ["silence", "ask", "again"]) clearTimeout(timers[name]);
}

// Ask from time to time, and try a stream again: at once where one had come through and the server was away.
function ask() {
  quiet();
  failures = 0;
  after("again", about(AGAIN), () => document.hidden || listen());
  question();
}

async function question() {
  if (over || stream) return;
  try {
    const answer = await fetch(`${map}/revision`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if ([403, 404].includes(answer.status)) {
      heard.push({ stamp: shown(), reload: true });
      return bring();
    }
    if (!answer.ok) throw new TypeError(answer.status);
    const { stamp } = await answer.json();
    const known = heard.at(-1)?.stamp ?? shown();
    if (known && stamp !== known) hear(stamp, { reload: !later(stamp, known) });
    missed = 0;
    if (worked && !document.hidden) {
      worked = false;
      return listen();
    }
  } catch {
    missed++;
  }
  after("ask", about(ASKING * (document.hidden ? SLOWER : Math.min(SLOWER, 2 ** Math.max(0, missed - 2)))), question);
}

function end(problem) {
  over = true;
  quiet();
  $("#alert").textContent = problem;
}

// Whoever looks at something else costs little, and is up to date when they come back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return after("unseen", UNSEEN, ask);
  clearTimeout(timers.unseen);
  if (heard.length) bring();
  if (!stream) listen();
});
addEventListener("pagehide", quiet);
addEventListener("pageshow", ({ persisted }) => persisted && listen());
addEventListener("online", () => stream || listen());

listen();
