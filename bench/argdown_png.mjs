// A PNG of an Argdown file by argdown's own plug-in: node argdown_png.mjs MODULES FILE, into the folder "images".
// The plug-in that goes with argdown 1.7.5 draws with a browser of 2018; this is the later one, which needs none.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "anywhere.cjs"));
const { argdown } = require("@argdown/node");
const plugin = join(resolve(modules), "@argdown", "image-export", "dist", "index.js");
const { installImageExport } = await import(pathToFileURL(plugin).href);
installImageExport(argdown);
await argdown.load({
  inputPath: file,
  process: [
    "load-file", "parse-input", "build-model", "build-map", "colorize", "export-dot", "export-svg", "export-png", "save-as-png",
  ],
});
