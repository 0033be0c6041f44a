// What juten says of submissions, sorted: what a schema can see and what it cannot.
"use strict";
const { juten } = require("./tools");

// Findings on fields that speak of a value, or of how it is written, and not of its place or kind.
const OF_VALUES = /is not a value of|the fiscal year .* cannot be read|are typographic ones|is taken for a comment/;

function kindOf(finding) {
  if (["COM-AMOUNT-UNPARSABLE", "COM-AMOUNT-UNIT"].includes(finding.rule)) return "values";
  if (!["COM-FIELD-MISSING", "COM-FIELD-UNKNOWN"].includes(finding.rule)) return null;
  return OF_VALUES.test(finding.message) ? "values" : "fields";
}

// By file: what is wrong in each document with fields, which the schema must see, and with values, which it may see; and
// why the file could not be read at all (null: it was).
function readings(names) {
  const run = juten(["check", "--lang", "en", "-f", "json", "--pack", "r2", "--exit-zero", "--allow-empty",
    "--no-waivers", ...names]);
  const result = JSON.parse(run.out);
  const found = new Map();
  const at = (name) => {
    if (!found.has(name)) found.set(name, { unread: null, twice: false, read: new Set(), fields: new Map(), values: new Map() });
    return found.get(name);
  };
  for (const submission of result.submissions) at(submission.path).read.add(submission.document);
  for (const error of result.errors) {
    at(error.path).unread = error.message;
    if (/are one field/.test(error.message)) at(error.path).twice = true;
  }
  for (const finding of result.findings) {
    const kind = kindOf(finding);
    if (!kind) continue;
    const list = at(finding.path)[kind];
    if (!list.has(finding.document)) list.set(finding.document, []);
    list.get(finding.document).push(finding.message);
  }
  return found;
}

module.exports = { readings };
