// Debian's Chromium, headless, for pages that juten writes. It never runs as root: its profile and the pages lie in a
// folder of its own, and where the tests run as root it is started as nobody.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { chromium } = require("playwright-core");

const CHROMIUM = "/usr/bin/chromium";
const NOBODY = 65534;

function starter(folder) {
  if (process.getuid() !== 0) return CHROMIUM;
  const script = path.join(folder, "chromium-as-nobody");
  const environment = `HOME=${folder} XDG_CONFIG_HOME=${folder}/config XDG_CACHE_HOME=${folder}/cache`;
  fs.writeFileSync(script, `#!/bin/sh
exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups env ${environment} ${CHROMIUM} "$@"
`, { mode: 0o755 });
  return script;
}

class Browser {
  static async open(options = {}) {
    const browser = new Browser();
    browser.folder = fs.mkdtempSync(path.join(os.tmpdir(), "juten-browser-"));
    fs.chmodSync(browser.folder, 0o755);
    const profile = path.join(browser.folder, "profile");
    fs.mkdirSync(profile);
    if (process.getuid() === 0) {
      fs.chownSync(profile, NOBODY, NOBODY);
      fs.chownSync(browser.folder, NOBODY, NOBODY);
    }
    const launch = (sandbox) =>
      chromium.launchPersistentContext(profile, {
        executablePath: starter(browser.folder),
        headless: true,
        chromiumSandbox: sandbox,
        args: ["--disable-dev-shm-usage"],
        ...options,
      });
    // The sandbox needs namespaces, which a container may refuse; pages that are no more than text still open there.
    try {
      browser.context = await launch(true);
      browser.sandbox = true;
    } catch (error) {
      if (!/sandbox|namespace|crashed|closed/i.test(error.message)) throw error;
      browser.context = await launch(false);
      browser.sandbox = false;
    }
    return browser;
  }

  // Puts bytes where the browser may read them; the address.
  place(name, bytes) {
    const file = path.join(this.folder, name);
    fs.writeFileSync(file, bytes, { mode: 0o644 });
    return `file://${file}`;
  }

  async close() {
    await this.context.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { Browser, CHROMIUM };
