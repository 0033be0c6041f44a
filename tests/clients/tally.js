// Counting: every check says what failed and why; the last line has the counts that tests/run and CI read.
"use strict";

class Tally {
  constructor() {
    this.passed = this.failed = this.skipped = 0;
  }

  // problem: what is wrong, in words; empty when all is well.
  check(name, problem) {
    if (!problem) {
      this.passed++;
      return;
    }
    this.failed++;
    console.log(`not ok ${name}\n    ${String(problem).trimEnd().replace(/\n/g, "\n    ")}`);
  }

  skip(name, reason) {
    this.skipped++;
    console.log(`skip ${name}: ${reason}`);
  }

  finish() {
    console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    process.exitCode = this.failed > 0 || this.passed === 0 ? 1 : 0;
  }
}

module.exports = { Tally };
