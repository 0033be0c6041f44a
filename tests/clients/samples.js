// tests/clients/schema/KIND/valid/ and …/invalid/: what the schema takes, and what it refuses. An invalid sample begins
// with lines `# expect: PLACE KEYWORD`, a JSON pointer and the keyword of ajv's error there: it must fail for that.
"use strict";
const path = require("path");
const { schema, validator, words, documents, files, text } = require("./tools");

const KINDS = ["submission", "pack", "result", "config"];

function expected(source) {
  return [...source.matchAll(/^# expect: (\S+) (\S+)$/gm)].map((found) => [found[1] === "/" ? "" : found[1], found[2]]);
}

function problem(name, source, errors) {
  if (!name.includes("/invalid/")) return errors.length > 0 ? words(errors) : "";
  const wanted = expected(source);
  if (wanted.length === 0) return "says not what is expected";
  const missing = wanted.filter(
    ([place, keyword]) => !errors.some((error) => error.instancePath === place && error.keyword === keyword));
  return missing.length > 0 ? `no ${missing.join("; no ").replace(/,/g, " ")}\n${words(errors)}` : "";
}

function run(tally) {
  for (const kind of KINDS) {
    const validate = validator(schema(kind));
    const head = schema(kind);
    tally.check(`schema ${kind}: head`,
      head.$schema === "https://json-schema.org/draft/2020-12/schema" && /^urn:/.test(head.$id) && head.title && head.description
        ? "" : "no $schema, $id, title or description");
    for (const name of files(`tests/clients/schema/${kind}`, (name) => /\.(yaml|json)$/.test(name))) {
      const source = text(name);
      for (const document of documents(source) || [undefined]) {
        tally.check(`sample ${path.relative("tests/clients", name)}`, problem(name, source, validate(document)));
      }
    }
  }
}

module.exports = { run };
