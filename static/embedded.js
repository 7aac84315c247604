// Inside a frame: tells the page around it how high the map is, once that page has asked for it (embed.js). The height
// is all that is told.

if (parent !== window) {
  const root = document.documentElement;
  const tell = (what) => parent.postMessage({ argmap: what }, "*");
  const body = document.body;
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.argmap !== "fit" || root.classList.contains("fits")) return;
    root.classList.add("fits");
    new ResizeObserver(() => tell({ height: body.scrollHeight })).observe(body);
  });
  tell({ ready: true });
}
