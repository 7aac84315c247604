// Layouts by dagre or ELK: node layouters.cjs ENGINE MODULES GRAPH TIMES
// GRAPH is a file with the heights of boxes and their edges. Prints what each of TIMES layouts took, in ms of computing,
// and the places of the last one, so that nothing can be left out.
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const [engine, modules, file, times] = process.argv.slice(2);
const graph = JSON.parse(readFileSync(file, "utf8"));

function dagre() {
  const library = require(join(modules, "@dagrejs", "dagre"));
  return () => {
    const made = new library.graphlib.Graph();
    made.setGraph({ rankdir: "LR", nodesep: graph.gap, ranksep: graph.step - graph.width });
    made.setDefaultEdgeLabel(() => ({}));
    graph.heights.forEach((height, box) => made.setNode(String(box), { width: graph.width, height }));
    for (const [above, below] of graph.edges) made.setEdge(String(above), String(below));
    library.layout(made);
    return graph.heights.map((height, box) => made.node(String(box)).y - height / 2);
  };
}

function elk() {
  const Library = require(join(modules, "elkjs", "lib", "elk.bundled.js"));
  const library = new Library();
  return async () => {
    const placed = await library.layout({
      id: "root",
      layoutOptions: {
        "elk.algorithm": "layered",
        "elk.direction": "RIGHT",
        "elk.spacing.nodeNode": String(graph.gap),
        "elk.layered.spacing.nodeNodeBetweenLayers": String(graph.step - graph.width),
        "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      },
      children: graph.heights.map((height, box) => ({ id: String(box), width: graph.width, height })),
      edges: graph.edges.map(([above, below], number) => ({
        id: `e${number}`, sources: [String(above)], targets: [String(below)],
      })),
    });
    return placed.children.map((each) => each.y);
  };
}

(async () => {
  const layout = { dagre, elk }[engine]();
  const took = [];
  let tops = [];
  for (let turn = 0; turn < Number(times); turn += 1) {
    const before = process.cpuUsage();
    tops = await layout();
    const used = process.cpuUsage(before);
    took.push((used.user + used.system) / 1000);
  }
  console.log(JSON.stringify({ took, tops }));
})();
