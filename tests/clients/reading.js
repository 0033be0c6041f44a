// What juten says of submissions, sorted: what a schema can see and what it cannot.
"use strict";
const { juten } = require("./tools");

// Findings on fields that speak of a value and not of its place or kind.
const OF_VALUES = /is not a value of|the fiscal year .* cannot be read/;

function isOfFields(finding) {
  return finding.rule === "COM-FIELD-MISSING" || (finding.rule === "COM-FIELD-UNKNOWN" && !OF_VALUES.test(finding.message));
}

// By file: what is wrong with the fields of each document, and why the file could not be read at all (null: it was).
function readings(names) {
  const run = juten(["check", "--lang", "en", "-f", "json", "--pack", "r2", "--exit-zero", "--allow-empty", ...names]);
  const result = JSON.parse(run.out);
  const found = new Map();
  const at = (name) => {
    if (!found.has(name)) found.set(name, { unread: null, twice: false, read: new Set(), fields: new Map() });
    return found.get(name);
  };
  for (const submission of result.submissions) at(submission.path).read.add(submission.document);
  for (const error of result.errors) {
    at(error.path).unread = error.message;
    if (/are one field/.test(error.message)) at(error.path).twice = true;
  }
  for (const finding of result.findings.filter(isOfFields)) {
    const fields = at(finding.path).fields;
    if (!fields.has(finding.document)) fields.set(finding.document, []);
    fields.get(finding.document).push(finding.message);
  }
  return found;
}

module.exports = { readings };
