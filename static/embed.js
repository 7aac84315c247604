// For a page that embeds argument maps, if it wants to: every frame of argmap becomes as high as what is in it, within
// bounds. Without this script a frame keeps the height that its markup says, and the map scrolls in it.
//
//   <script src="https://your-argmap.example/embed.js" async></script>

(() => {
  const LEAST = 200;
  const MOST = 3000;
  const home = new URL(document.currentScript.src).origin;
  const frames = () =>
    [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home + "/") && /\/embed(\/|\?|#|$)/.test(frame.src));
  const ask = (frame) => frame.contentWindow?.postMessage({ argmap: "fit" }, home);

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== home || typeof data?.argmap !== "object") return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame) return;
    if (data.argmap.ready) ask(frame);
    const height = Math.ceil(data.argmap.height);
    if (height) frame.style.height = `${Math.min(Math.max(height, LEAST), MOST)}px`;
  });
  // Those that had said that they are ready before this script was there.
  for (const frame of frames()) ask(frame);
})();
