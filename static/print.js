// On paper a picture goes over as many pages as it needs. A browser would push it to a page of its own and cut through
// cards; so it is printed in strips that end between cards, and pages end between strips. It works on any svg.diagram in
// a .picture, with a server behind it or alone in a file. While nothing is printed, there are no strips.

{
  const [LEAST, MOST, NARROW] = [0.15, 0.55, 700]; // how high a strip is for its width; a picture narrower than that is not made smaller
  const make = (name, values) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const each in values) made.setAttribute(each, values[each]);
    return made;
  };

  // Where every card begins and ends, from the top of the picture.
  const spans = (picture) => {
    const from = picture.viewBox.baseVal.y;
    return [...picture.querySelectorAll("a:has(> .sheet):not(.gone)")].map((card) => {
      const top = card.transform.baseVal[0].matrix.f - from;
      return [top, top + card.querySelector(".sheet").height.baseVal.value];
    });
  };

  // The heights at which it is cut: each time in a gap where the least of other cards is cut off, the first such one.
  const cuts = (picture, width, height) => {
    const [cards, room] = [spans(picture), Math.max(width, NARROW)];
    const gaps = [...new Set(cards.flatMap(([top, bottom]) => [top - 3, bottom + 3]))].sort((a, b) => a - b);
    const harm = (at) => cards.reduce((sum, [top, bottom]) => sum + Math.max(0, Math.min(at - top, bottom - at)), 0);
    const found = [0];
    while (height - found.at(-1) > room * MOST) {
      const last = found.at(-1);
      const near = gaps.filter((at) => at > last + room * LEAST && at <= last + room * MOST);
      const least = Math.min(...near.map(harm));
      found.push(near.find((at) => harm(at) === least) ?? last + room * MOST);
    }
    return [...found, height];
  };

  addEventListener("beforeprint", () => {
    const picture = document.querySelector(".picture .diagram");
    if (!picture) return;
    const { width, height } = picture.viewBox.baseVal;
    const strips = Object.assign(document.createElement("div"), { className: "strips" });
    strips.setAttribute("aria-hidden", "true");
    picture.id ||= "drawing";
    const places = cuts(picture, width, height);
    places.slice(1).forEach((end, number) => {
      const strip = make("svg", { width, height: end - places[number], viewBox: [0, places[number], width, end - places[number]].join(" ") });
      strip.append(make("use", { href: "#" + picture.id }));
      strips.append(strip);
    });
    picture.closest(".picture").after(strips);
  });
  addEventListener("afterprint", () => document.querySelectorAll(".strips").forEach((each) => each.remove()));
}
