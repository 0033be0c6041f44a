// Logs in SARIF, of check, report and diff, given to Microsoft's sarif-multitool: no result of level error.
"use strict";
const { spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const { juten, files, text, folder } = require("./tools");
const { hostile } = require("./hostile");

const TOOL = path.resolve("build/clients/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");

// What the tool says of the logs of a folder: results of level error, in words.
function faults(at) {
  const output = path.join(at, "said.json");
  fs.chmodSync(TOOL, 0o755);
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };
  const run = spawnSync(TOOL, ["validate", path.join(at, "*.sarif"), "--level", "Error;Warning", "--kind", "Fail",
    "--output", output, "--log", "ForceOverwrite"], { encoding: "utf-8", env, maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  if (!fs.existsSync(output)) throw new Error(run.stdout + run.stderr);
  const said = JSON.parse(fs.readFileSync(output, "utf-8"));
  const results = said.runs.flatMap((one) => one.results || []);
  return { scanned: Number((/(\d+) files? scanned/.exec(run.stdout) || [])[1]), errors: results
    .filter((result) => (result.level || "warning") === "error")
    .map((result) => {
      const place = result.locations && result.locations[0].physicalLocation;
      const rule = result.ruleId || (result.rule && result.rule.id);
      return `${place ? path.basename(place.artifactLocation.uri || "") : ""} ${rule} ${JSON.stringify(result.message)}`.slice(0, 300);
    }) };
}

function logs(at) {
  const broken = path.join(at, "broken.yaml");
  fs.writeFileSync(broken, "ministry: [\n");
  const wanted = {
    r2: ["check", "submissions/r2"],
    "needs-work": ["check", broken, "submissions/needs-work"],
    h27: ["check", "--pack", "r2", "submissions/h27"],
    english: ["check", "--lang", "en", "submissions/needs-work"],
    nothing: ["check", "--allow-empty", "tests/lint"],
    workbooks: ["check", "--no-config", "--pack", "r2", ...files("tests/golden", (name) => /\.xlsx$/i.test(name)).slice(0, 20)],
    hostile: ["report", hostile(at).result],
    omitted: ["report", "--sarif-suppressed", "omit", hostile(at).result],
    diff: ["diff", "submissions/needs-work", "submissions/r2"],
  };
  for (const [name, args] of Object.entries(wanted)) {
    const run = juten([...args, "--exit-zero", "-f", "sarif"]);
    fs.writeFileSync(path.join(at, `${name}.sarif`), run.out || run.err);
  }
  let golden = 0;
  for (const name of files("tests/golden", (name) => path.basename(name) === "stdout")) {
    const source = text(name) || "";
    if (/^\{\s*"\$schema": "[^"]*sarif/.test(source)) fs.writeFileSync(path.join(at, `golden-${golden++}.sarif`), source);
  }
  return Object.keys(wanted).length + golden;
}

function run(tally) {
  const at = folder("sarif");
  const count = logs(at);
  const said = faults(at);
  tally.check("sarif: every log was looked at", said.scanned === count ? "" : `${said.scanned} of ${count}`);
  tally.check("sarif: no error", said.errors.slice(0, 20).join("\n"));
  const wrong = folder("sarif-wrong");
  fs.writeFileSync(path.join(wrong, "wrong.sarif"),
    fs.readFileSync(path.join(at, "needs-work.sarif"), "utf-8").replace(/"startLine": \d+/, '"startLine": -1'));
  tally.check("sarif: a wrong log is refused", faults(wrong).errors.length > 0 ? "" : "it is not");
}

module.exports = { run };
