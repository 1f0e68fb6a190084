// Reads Mermaid flowcharts with Mermaid's own parser, and compares with what was meant.
//
//     node mermaid_reader.mjs FOLDER
//
// FOLDER holds STEM.expected ({"names": [...], "links": N}) beside STEM.mmd. Exit code 77: there is
// no npm package `mermaid`; it is sought as require() does, $NODE_PATH included.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const longestLabel = 80;

// The ES module of an installed package.
function entry(directory) {
  const about = JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
  const root = about.exports?.['.'] ?? about.exports;
  const file = root?.import?.default ?? root?.import ?? about.module;
  return pathToFileURL(path.join(directory, file)).href;
}

let mermaidFolder;
try {
  const require = createRequire(path.join(process.cwd(), 'any.js'));
  mermaidFolder = path.dirname(require.resolve('mermaid/package.json'));
} catch {
  console.log('skipped: there is no npm package mermaid (npm install mermaid; NODE_PATH)');
  process.exit(77);
}

// The parser passes labels through DOMPurify, which does nothing without a browser. What it would
// take out of a label is no part of the grammar.
const purifyFolders = [path.join(mermaidFolder, 'node_modules'), path.dirname(mermaidFolder)]
  .map((modules) => path.join(modules, 'dompurify'));
const { default: purify } = await import(entry(purifyFolders.find((p) => fs.existsSync(p))));
purify.addHook = () => {};
purify.sanitize = (text) => text;
const { default: mermaid } = await import(entry(mermaidFolder));
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxEdges: 10000 });

function fail(file, what, actual, expected) {
  console.log(`${file}: ${what} ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  process.exit(1);
}

// What is shown for a label: the parser keeps entity codes in a form of its own.
function shown(label) {
  return label
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/ﬂ°(\w+)¶ß/g, (_, name) => `&${name};`);
}

function shortened(name) {
  const characters = [...name.replaceAll('\n', ' ')];
  if (characters.length <= longestLabel) return characters.join('');
  return characters.slice(0, longestLabel).join('') + '…';
}

async function read(text) {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  return { nodes: [...diagram.db.getVertices().values()], edges: diagram.db.getEdges() };
}

// The control: it does refuse what is no flowchart.
try {
  await read('flowchart TB\n  n0["a"b"]\n');
  fail('control', 'read', 'n0["a"b"]', 'an error');
} catch {
  // as it should be
}

let count = 0;
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.mmd')).sort()) {
  const stem = path.join(folder, file.slice(0, -4));
  const expected = JSON.parse(fs.readFileSync(`${stem}.expected`, 'utf8'));
  let diagram;
  try {
    diagram = await read(fs.readFileSync(`${stem}.mmd`, 'utf8'));
  } catch (error) {
    fail(file, 'is not read:', String(error), 'a flowchart');
  }
  // It takes blanks away around a label.
  const names = diagram.nodes.map((node) => shown(node.text.split('<br/>')[0]).trim());
  const meant = expected.names.map((name) => shortened(name).trim());
  if (JSON.stringify(names) !== JSON.stringify(meant)) fail(file, 'names', names, meant);
  if (diagram.edges.length !== expected.links) {
    fail(file, 'links', diagram.edges.length, expected.links);
  }
  count += 1;
}
console.log(`${count} flowcharts read`);
