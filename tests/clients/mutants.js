// One change at a time to files that juten takes, and then juten's word against the schema's. The schema must not refuse
// what juten takes, since an editor would mark it; and it must refuse what is wrong with keys and kinds.
"use strict";
const fs = require("fs");
const path = require("path");
const { juten, schema, validator, words, documents, text, folder } = require("./tools");
const { readings } = require("./reading");
const { faults, SEEN } = require("./real");

// ---- changes: each gives [what, changed value]; undefined takes the value away

const VALUES = [["a text", "x"], ["a number", 7], ["true", true], ["null", null], ["nothing", ""], ["a blank", " "],
  ["an empty list", []], ["an empty mapping", {}], ["a list", ["x"]], ["a mapping", { x: "x" }]];
const FEW_VALUES = VALUES.filter(([what]) => ["a text", "a number", "null", "an empty list", "a mapping"].includes(what));

function wide(name) {
  return name.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

function keyChanges(value, names) {
  const changes = [["a further key", { ...value, "x-further": "x" }]];
  for (const key of Object.keys(value)) {
    const { [key]: own, ...others } = value;
    changes.push([`without ${key}`, others]);
    for (const name of names(key)) {
      changes.push([`${key} as ${name}`, { ...others, [name]: own }]);
      if (name !== key) changes.push([`${key} also as ${name}`, { ...value, [name]: own }]);
    }
  }
  return changes;
}

function isMapping(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

// All changes anywhere in the tree: [place, what, the whole with it]. `put` lays a changed part into the whole.
function* changes(value, names, values = VALUES, place = "", put = (part) => part) {
  const here = [...values, ...(isMapping(value) ? keyChanges(value, names) : [])];
  for (const [what, changed] of here) yield [place || "/", what, put(changed)];
  const parts = Array.isArray(value) ? value.map((part, index) => [index, part]) : isMapping(value) ? Object.entries(value) : [];
  for (const [key, part] of parts) {
    const lay = (changed) => {
      const copy = Array.isArray(value) ? [...value] : { ...value };
      copy[key] = changed;
      return put(copy);
    };
    yield* changes(part, names, values, `${place}/${key}`, lay);
  }
}

// ---- submissions

// The names of each field, from the definition that the schema leads them to.
function fieldNames() {
  const byName = {};
  const homes = [schema("submission"), ...Object.values(schema("submission").$defs)].filter((home) => home.properties);
  for (const home of homes) {
    const names = Object.keys(home.properties);
    for (const name of names) byName[name] = names.filter((other) => home.properties[other].$ref === home.properties[name].$ref);
  }
  return (key) => {
    const known = byName[key] || [];
    return known.flatMap((name) => [name, name.toUpperCase(), wide(name), ` ${name} `])
      .filter((name, index, all) => name !== key && all.indexOf(name) === index);
  };
}

// juten takes a document that it could not have read: not these, which are files of another kind or none at all.
function submissions(tally) {
  const at = folder("submissions");
  const validate = validator(schema("submission"));
  const mutants = new Map();
  for (const base of ["complete-ja.yaml", "complete-en.yaml"]) {
    const whole = documents(text(`tests/clients/schema/submission/valid/${base}`))[0];
    for (const [place, what, changed] of changes(whole, fieldNames())) {
      const name = path.join(at, `${mutants.size}.json`);
      fs.writeFileSync(name, JSON.stringify(changed));
      mutants.set(name, [`${base} ${place}: ${what}`, changed]);
    }
  }
  const list = path.join(at, "names");
  fs.writeFileSync(list, [...mutants.keys()].join("\n"));
  const told = readings(["--files-from", list, "--ignore", "COM-TEXT-DUPLICATE,COM-ID-DUPLICATE"]);
  const counts = { taken: 0, refused: 0 };
  for (const [name, [what, changed]] of mutants) {
    const reading = told.get(name) || { unread: null, twice: false, fields: new Map(), values: new Map() };
    const errors = validate(changed);
    const fields = reading.fields.get(0) || [];
    const wrong = reading.unread || fields.length > 0;
    counts[errors.length > 0 ? "refused" : "taken"]++;
    if (wrong && errors.length === 0) tally.check(`mutant ${what}`, `is taken, and juten says: ${reading.unread || fields.join("; ")}`);
    else tally.check(`mutant ${what}`, wrong || reading.values.has(0) ? "" : words(errors));
  }
  console.log(`# mutants of submissions: ${counts.taken} taken, ${counts.refused} refused`);
}

// ---- packs

// Not read when a pack is only loaded (`stand_in`), or taken as they are (the lines of an example).
const NOT_READ = /^\/(stand_in|example)\b|^\/rules\/\d+\/tests\/\d+\/(flags|passes|beside|previous)\//;

// A place without the numbers and names in it: changes in two that are alike tell the same.
function kindOf(place, what) {
  return `${place.replace(/\/\d+(?=\/|$)/g, "/*").replace(/^\/concepts\/[^/]+/, "/concepts/*")} ${what}`;
}

// Every pack has these once, in whichever of its files: the schema of one file cannot ask for them.
const ONCE_IN_A_PACK = /\[PACK-REQUIRED\] "(format|id|version)" is missing/;

function packMutants(tally, at, validate, seen, counts) {
  const pack = path.basename(at);
  for (const entry of fs.readdirSync(at).filter((entry) => /\.yaml$/.test(entry))) {
    const name = path.join(at, entry);
    const source = fs.readFileSync(name);
    for (const [place, what, changed] of changes(documents(text(name))[0], () => [], FEW_VALUES)) {
      const kind = kindOf(place, what);
      if (seen.has(kind) || NOT_READ.test(place)) continue;
      seen.add(kind);
      fs.writeFileSync(name, JSON.stringify(changed));
      const told = faults(at);
      const errors = validate(changed);
      counts[errors.length > 0 ? "refused" : "taken"]++;
      const visible = told.filter((line) => SEEN.test(line) && !ONCE_IN_A_PACK.test(line));
      if (visible.length > 0 && errors.length === 0) tally.check(`mutant ${pack} ${entry} ${place}: ${what}`, `is taken, and juten says:\n${visible.join("\n")}`);
      else tally.check(`mutant ${pack} ${entry} ${place}: ${what}`, told.length === 0 ? words(errors) : "");
    }
    fs.writeFileSync(name, source);
  }
}

function packs(tally) {
  const root = folder("packs");
  const validate = validator(schema("pack"));
  const seen = new Set();
  const counts = { taken: 0, refused: 0 };
  fs.cpSync("tests/packs", root, { recursive: true });
  fs.cpSync("rules/common", path.join(root, "common"), { recursive: true });
  for (const pack of ["tiny", "tiny-common", "common"]) packMutants(tally, path.join(root, pack), validate, seen, counts);
  console.log(`# mutants of packs: ${counts.taken} taken, ${counts.refused} refused`);
}

function run(tally) {
  submissions(tally);
  packs(tally);
}

module.exports = { run };
