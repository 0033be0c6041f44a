// Every file of the repository: what juten says of it against what the schema says.
"use strict";
const fs = require("fs");
const path = require("path");
const { juten, schema, validator, words, documents, files, text, folder } = require("./tools");
const { readings } = require("./reading");
const { closed, named, met } = require("./closed");

const isYaml = (name) => /\.(yaml|yml|json)$/i.test(name);

// ---- submissions

function compare(tally, name, told, validate) {
  const source = text(name);
  const parsed = source === null ? null : documents(source.replace(/^\uFEFF/, ""));
  if (!parsed || (told.unread && !told.twice)) return false;
  parsed.forEach((document, index) => {
    if (!told.twice && !told.read.has(index)) return;
    const errors = validate(document);
    const fields = told.fields.get(index) || [];
    const wrong = told.twice || fields.length > 0;
    if (wrong && errors.length === 0) tally.check(`submission ${name} ${index}`, `is taken, and juten says:\n${fields.join("\n")}`);
    else tally.check(`submission ${name} ${index}`, wrong || told.values.has(index) ? "" : words(errors));
  });
  return true;
}

// Files that a golden case has juten read as submissions, and those that are shipped.
function submissions(tally) {
  const validate = validator(schema("submission"));
  const names = [...files("submissions", isYaml), ...files("tests/golden", isYaml)];
  const told = readings(names.filter((name) => !/juten[^/]*\.yaml$/.test(path.basename(name))));
  let compared = 0;
  for (const [name, reading] of told) compared += compare(tally, name, reading, validate);
  tally.check("submissions: there are enough", compared < 100 ? `only ${compared} were compared` : "");
}

// ---- packs

// What a schema can see, by the code of juten's diagnostic; codes that stand for other things too are not here.
const SEEN = /\[PACK-(KEY|REQUIRED|TYPE|LANGUAGE|COMPARE)\]/;

function faults(pack) {
  const run = juten(["rules", "list", "--lang", "en", "--pack", pack]);
  return run.status === 0 ? [] : run.err.split("\n").filter((line) => /\[PACK-/.test(line));
}

function packs(tally) {
  const validate = validator(schema("pack"));
  const folders = ["rules", "tests/packs", "tests/golden"].flatMap((root) => files(root, (name) => /\/pack\.yaml$/.test(name)));
  for (const folder of folders.map((name) => path.dirname(name))) {
    const told = faults(folder);
    for (const entry of fs.readdirSync(folder).filter((entry) => /\.yaml$/.test(entry) && !entry.startsWith("."))) {
      const name = path.join(folder, entry);
      const parsed = documents(text(name) || "\0");
      const own = told.filter((line) => line.startsWith(`${name}:`) && SEEN.test(line));
      const other = told.filter((line) => line.startsWith(`${name}:`));
      if (!parsed || parsed.length !== 1) continue;
      const errors = validate(parsed[0]);
      if (own.length > 0 && errors.length === 0) tally.check(`pack ${name}`, `is taken, and juten says:\n${own.join("\n")}`);
      else tally.check(`pack ${name}`, other.length === 0 ? words(errors) : "");
    }
  }
}

// ---- results

// Each is held against the schema as it is and against one that allows no member besides those it knows.
function judge(tally, name, result, validators) {
  const [open, strict] = validators;
  tally.check(`result ${name}`, words(open(result)) || words(strict(result)));
}

// What golden cases expect on standard output, when that is a result.
function golden(tally, whole, line, seen) {
  for (const name of files("tests/golden", (name) => path.basename(name) === "stdout")) {
    const source = (text(name) || "").replace(/"rules": ?\[\.\.\.\]/g, '"rules":[]'); // words of rules are not kept
    if (/^\{\s*"schema": "juten-result\/1"/.test(source)) {
      const result = JSON.parse(source);
      judge(tally, name, result, whole);
      met(result, seen);
    } else if (/^\{"type":"(submission|set|summary)"/.test(source)) {
      for (const row of source.trimEnd().split("\n")) judge(tally, name, JSON.parse(row), line);
    }
  }
}

// Real runs: everything that is shipped, with what brings further members into the result.
function real(tally, whole, line, seen) {
  const work = folder("results");
  const needs = files("submissions/needs-work", isYaml);
  const broken = path.join(work, "broken.yaml");
  fs.writeFileSync(broken, "ministry: [\n");
  const slip = path.join(work, "slip.yaml"); // the result says how the line is mended
  fs.writeFileSync(slip, "ministry：総務省\nfiscal_year: 2020\n");
  const parts = ["a", "b"].map((part) => path.join(work, `${part}.json`));
  juten(["check", "--exit-zero", "-f", `json=${parts[0]}`, "submissions/r2"]);
  juten(["check", "--exit-zero", "-f", `json=${parts[1]}`, "submissions/needs-work"]);
  const runs = {
    shipped: ["check", "submissions/r2"],
    "all of it": ["check", "--explain", "--suggest", "submissions"],
    previous: ["check", "--pack", "r2", "--previous", "submissions/h27", "submissions/r2"],
    total: ["check", "--total", "900億円", "--total-supplementary", "1億円", "submissions/r2"],
    unreadable: ["check", broken, slip, ...needs],
    english: ["check", "--lang", "en", "submissions/needs-work"],
    tables: ["check", "--pack", "r2", ...files("tests/golden", (name) => /\.(xlsx|csv)$/i.test(name))],
    merged: ["report", ...parts],
  };
  for (const [name, args] of Object.entries(runs)) {
    const result = JSON.parse(juten([...args, "--exit-zero", "-f", "json"]).out);
    judge(tally, `of ${name}`, result, whole);
    met(result, seen);
    for (const row of juten([...args, "--exit-zero", "-f", "ndjson"]).out.trimEnd().split("\n")) {
      judge(tally, `line of ${name}`, JSON.parse(row), line);
    }
  }
}

function results(tally) {
  const of = schema("result");
  const ofLine = { ...of, $id: `${of.$id}:line`, ...lineOf(of) };
  const whole = [validator(of), validator(closed(of))];
  const line = [validator(ofLine), validator(closed(ofLine))];
  const seen = new Set();
  golden(tally, whole, line, seen);
  real(tally, whole, line, seen);
  const unseen = [...named(of)].filter((member) => !seen.has(member) && member !== "type");
  tally.check("results: every member of the schema was seen in one", unseen.join(" "));
}

// The schema of a line: the same definitions, another root.
function lineOf(of) {
  return { properties: undefined, required: undefined, type: undefined, $ref: "#/$defs/line", $defs: of.$defs };
}

function run(tally) {
  submissions(tally);
  packs(tally);
  results(tally);
}

module.exports = { run, faults, SEEN };
