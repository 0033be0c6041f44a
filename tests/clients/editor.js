// yaml-language-server, which editors run behind the scenes, on a file whose first line names the schema: what it
// proposes, explains and marks.
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const rpc = require("vscode-jsonrpc/node");
const { juten, folder, text } = require("./tools");

const SECONDS = 20;
const MODELINE = "# yaml-language-server: $schema=submission.schema.json\n";
const SETTINGS = { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } };

// A server of its own, with what it said last of each file.
async function start(root) {
  const program = require.resolve("yaml-language-server/out/server/src/server.js");
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
  const waiting = new Map();
  connection.onNotification("textDocument/publishDiagnostics", (said) => {
    const waits = waiting.get(said.uri);
    if (waits) waits(said.diagnostics);
  });
  connection.onRequest("workspace/configuration", (asked) => asked.items.map((item) => SETTINGS[item.section] || null));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  const rootUri = pathToFileURL(root).href;
  const capabilities = { workspace: { configuration: true }, textDocument: { completion: { completionItem: { snippetSupport: true, documentationFormat: ["plaintext"] } }, hover: { contentFormat: ["plaintext"] } } };
  await connection.sendRequest("initialize", { processId: process.pid, rootUri, capabilities, workspaceFolders: null });
  connection.sendNotification("initialized", {});
  return { child, connection, waiting };
}

function inTime(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${SECONDS} s`)), SECONDS * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// Opens a text under a name; what is marked in it.
async function open(server, root, name, source) {
  const uri = pathToFileURL(path.join(root, name)).href;
  const said = new Promise((resolve) => server.waiting.set(uri, resolve));
  server.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text: source } });
  return { uri, marks: await inTime(said, `word on ${name}`) };
}

async function proposals(server, uri, line, character) {
  const list = await inTime(
    server.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position: { line, character } }), "proposals");
  return (list.items || list).map((item) => ({ label: item.label, words: JSON.stringify(item.documentation || "") }));
}

function shown(marks) {
  return marks.map((mark) => `${mark.range.start.line + 1}: ${mark.message}`).join("\n");
}

function lacks(items, labels) {
  return labels.filter((label) => !items.some((item) => item.label === label)).join(" ");
}

async function marks(tally, server, root) {
  for (const name of ["complete-ja.yaml", "complete-en.yaml"]) {
    const source = MODELINE + text(`tests/clients/schema/submission/valid/${name}`);
    tally.check(`editor: nothing is marked in ${name}`, shown((await open(server, root, name, source)).marks));
  }
  for (const file of ["01-naikaku-kanbo.yaml", "05-monkasho.yaml"]) {
    const source = MODELINE + text(`submissions/r2/${file}`);
    tally.check(`editor: nothing is marked in ${file}`, shown((await open(server, root, file, source)).marks));
  }
  const wrong = `${MODELINE}府省庁: 総務省\n年度: 令和2年度\n施策:\n  - 番号: MIC-1\n    施策名: 窓口\n    区分: 継続\n    要救額: 1億円\n    重点分野: なし\n`;
  const said = (await open(server, root, "wrong.yaml", wrong)).marks;
  tally.check("editor: an unknown field is marked", said.some((mark) => mark.range.start.line === 7 && /要救額/.test(mark.message)) ? "" : shown(said) || "nothing");
  tally.check("editor: a text for a list is marked", said.some((mark) => mark.range.start.line === 8 && /array/.test(mark.message)) ? "" : shown(said) || "nothing");
  tally.check("editor: what is missing is named", said.some((mark) => /要求額/.test(mark.message)) ? "" : shown(said) || "nothing");
}

async function proposed(tally, server, root) {
  const source = `${MODELINE}府省庁: \n年度: 令和2年度\n施策:\n  - 番号: MIC-1\n    区分: \n    重点分野:\n      - 分野: \n  - 番号: MIC-2\n    \n    区分: 新規\n`;
  const { uri } = await open(server, root, "begun.yaml", source);
  const areas = JSON.parse(juten(["schema", "submission"]).out).$defs.area_needed.anyOf.filter((one) => one.const);
  const ministries = await proposals(server, uri, 1, "府省庁: ".length);
  tally.check("editor: ministries are proposed", lacks(ministries, ["総務省", "経済産業省"]));
  tally.check("editor: categories are proposed", lacks(await proposals(server, uri, 5, "    区分: ".length), ["新規", "継続", "拡充"]));
  const clauses = await proposals(server, uri, 7, "      - 分野: ".length);
  tally.check("editor: clauses are proposed", lacks(clauses, areas.map((area) => area.const)));
  tally.check("editor: a clause comes with its heading", areas.filter((area) => !clauses.some((item) => item.label === area.const && item.words.includes(area.description))).map((area) => area.const).join(" "));
  const fields = await proposals(server, uri, 9, 4);
  tally.check("editor: fields of a request are proposed", lacks(fields, ["施策名", "要求額", "概要"]));
  tally.check("editor: … with what they want", fields.some((item) => item.label === "概要" && /どこまで行うか/.test(item.words)) ? "" : "概要 comes without a word");
  const hover = await inTime(server.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line: 2, character: 1 } }), "hover");
  tally.check("editor: a field says what it wants", /会計年度/.test(JSON.stringify(hover)) ? "" : JSON.stringify(hover));
}

async function run(tally) {
  const root = folder("editor");
  const made = juten(["schema", "submission", "--lang", "ja", "-o", path.join(root, "submission.schema.json")]);
  tally.check("editor: the schema is written", made.status === 0 && fs.existsSync(path.join(root, "submission.schema.json")) ? "" : made.err);
  const server = await start(root);
  try {
    await marks(tally, server, root);
    await proposed(tally, server, root);
  } finally {
    server.connection.dispose();
    server.child.kill();
  }
}

module.exports = { run };
