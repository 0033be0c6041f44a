// A stored result full of words that do harm where they are not escaped (tests/support/hostile.py), and the words.
"use strict";
const { spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const { juten } = require("./tools");

function hostile(at) {
  const [source, result, words] = ["plain.json", "hostile.json", "words.json"].map((name) => path.join(at, name));
  const broken = path.join(at, "unreadable.yaml");
  fs.writeFileSync(broken, "ministry: [\n");
  juten(["check", "--exit-zero", "-f", `json=${source}`, "submissions/needs-work", broken]);
  const run = spawnSync("python3", ["-B", "tests/support/hostile.py", source, result, words], { encoding: "utf-8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return { result, words: JSON.parse(fs.readFileSync(words, "utf-8")) };
}

module.exports = { hostile };
