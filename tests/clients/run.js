// What juten writes for other programs, given to those programs: schemas to ajv and to yaml-language-server, logs to
// sarif-multitool, Markdown to markdown-it.
//
// usage: NODE_PATH=build/clients/node_modules node tests/clients/run.js [PART…]     PART: out of PARTS below
// Called by `make test-clients`, from the top of the repository, after everything is built.
"use strict";
const { Tally } = require("./tally");

const PARTS = {
  samples: require("./samples").run, // each kind: what is taken, and what is refused and why
  real: require("./real").run, // every file of the repository, juten's word against the schema's
  mutants: require("./mutants").run, // the same for one change at a time
  html: require("./html").run, // the HTML report in Chromium
  editor: require("./editor").run, // yaml-language-server on a file that names its schema
  sarif: require("./sarif").run, // logs in SARIF to sarif-multitool
  markdown: require("./markdown").run, // reports in Markdown to markdown-it
};

async function main() {
  const tally = new Tally();
  const wanted = process.argv.slice(2);
  for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
    const begin = Date.now();
    const before = tally.passed + tally.failed;
    await PARTS[name](tally);
    const count = tally.passed + tally.failed - before;
    if (count === 0) tally.check(name, "nothing was checked");
    console.log(`# ${name}: ${count} checks, ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  tally.finish();
}

main().catch((error) => {
  console.log(error.stack);
  process.exitCode = 1;
});
