// The HTML report in Chromium: what a reviewer does with it, what an attacker tries, what a screen reader needs, how
// long a large one takes. Not run where no Chromium is.
"use strict";
const fs = require("fs");
const path = require("path");
const { Browser, CHROMIUM } = require("./browser");
const { juten, documents, files, text, folder } = require("./tools");

const AXE = fs.readFileSync(require.resolve("axe-core"), "utf-8");
const LARGE = 5000;
const LARGE_MOST_MS = 20000; // a stop for what has gone wrong; the time itself is printed
const WAIT = 5000;

function report(args) {
  const at = path.join(folder("html"), "report.html");
  const run = juten([...args, "-f", `html=${at}`]);
  if (!fs.existsSync(at)) throw new Error(run.err);
  return fs.readFileSync(at, "utf-8");
}

// ---- a page and all that it does besides what was asked
class Visit {
  static async open(browser, url) {
    const visit = new Visit();
    visit.url = url;
    visit.noise = [];
    visit.page = await browser.context.newPage();
    visit.page.setDefaultTimeout(WAIT);
    visit.page.on("console", (message) => visit.noise.push(`console: ${message.text()}`));
    visit.page.on("pageerror", (error) => visit.noise.push(`error: ${error.message}`));
    visit.page.on("dialog", (dialog) => { visit.noise.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    visit.page.on("request", (request) => {
      if (request.url().split("#")[0] !== url) visit.noise.push(`request: ${request.url()}`);
    });
    await visit.page.goto(url);
    return visit;
  }

  shown() {
    return this.page.$$eval(".card:not([hidden])", (cards) => cards.map((card) => ({ ...card.dataset })));
  }

  async close(tally, name) {
    tally.check(`${name}: quiet, and no request`, this.noise.join("\n"));
    await this.page.close();
  }
}

const differs = (what, is, want) => (JSON.stringify(is) === JSON.stringify(want) ? "" : `${what}: ${JSON.stringify(is)}, not ${JSON.stringify(want)}`);

// ---- filters, order, address
async function filters(tally, visit) {
  const { page } = visit;
  const all = await visit.shown();
  const choose = async (name, value) => page.selectOption(`select[name=${name}]`, value);
  const count = async (wanted) => differs("shown", (await visit.shown()).length, all.filter(wanted).length);
  const some = (problem, wanted) => problem || (all.some(wanted) && !all.every(wanted) ? "" : "the filter tells nothing apart");
  const tests = {
    v: ["fail", (card) => card.v === "fail"],
    m: [all[0].m, (card) => card.m === all[0].m],
    c: [all[0].c.trim().split(" ")[0], (card) => card.c.includes(` ${all[0].c.trim().split(" ")[0]} `)],
    s: ["q", (card) => card.s.includes("q")],
  };
  for (const [name, [value, wanted]] of Object.entries(tests)) {
    await choose(name, value);
    tally.check(`filter ${name}`, some(await count(wanted), wanted));
    tally.check(`filter ${name} stands in the address`, page.url().includes(`${name}=`) ? "" : page.url());
    await choose(name, "");
  }
  await choose("s", "-");
  tally.check("filter: without findings", await count((card) => card.s === ""));
  await page.click("button[name=reset]");
  await page.waitForFunction((n) => document.querySelectorAll(".card:not([hidden])").length === n, all.length);
  tally.check("two filters at once", await both(visit, choose, all));
}

async function both(visit, choose, all) {
  await choose("v", "fail");
  await choose("m", all[0].m);
  const want = all.filter((card) => card.v === "fail" && card.m === all[0].m).length;
  const words = await visit.page.textContent("#shown");
  await visit.page.click("button[name=reset]");
  await visit.page.waitForFunction(() => document.querySelectorAll(".card[hidden]").length === 0);
  return words.includes(String(want)) ? "" : `${words}: not ${want}`;
}

async function search(tally, visit) {
  const { page } = visit;
  const title = await page.$eval(".card h3", (h3) => h3.firstChild.textContent.trim());
  await page.fill("input[name=q]", title);
  const found = await visit.shown();
  tally.check("search finds a title", found.length >= 1 && found.length < 20 ? "" : `${found.length} for ${title}`);
  await page.fill("input[name=q]", "no such words anywhere");
  tally.check("search finds nothing", differs("shown", (await visit.shown()).length, 0));
  tally.check("and says so", differs("words", await page.textContent("#shown"), await page.getAttribute("#shown", "data-none")));
  await page.fill("input[name=q]", "");
}

async function order(tally, visit) {
  const { page } = visit;
  const falls = (cards, key) => cards.every((card, i) => i === 0 || BigInt(cards[i - 1][key]) >= BigInt(card[key]));
  tally.check("most unjustified yen first", falls(await visit.shown(), "u") ? "" : "not in that order");
  await page.selectOption("select[name=o]", "yen");
  tally.check("most yen first", falls(await visit.shown(), "a") ? "" : "not in that order");
  await page.selectOption("select[name=o]", "file");
  const numbers = (await visit.shown()).map((card) => Number(card.n));
  tally.check("as in the files", numbers.every((n, i) => n === i) ? "" : numbers.join(" "));
  await page.selectOption("select[name=o]", "");
}

// ---- links
async function links(tally, browser, url) {
  const first = await Visit.open(browser, url);
  const ids = await first.page.$$eval(".card .body", (bodies) => bodies.map((body) => body.id));
  const findings = await first.page.$$eval(".card .finding", (all) => all.map((one) => one.id));
  tally.check("anchors are unique", new Set([...ids, ...findings]).size === ids.length + findings.length ? "" : "some are not");
  await first.close(tally, "anchors");
  for (const id of [ids[ids.length - 1], findings[findings.length - 1]]) {
    const visit = await Visit.open(browser, `${url}#${id}`.replace(/#.*/, "") + `#${id}`);
    visit.url = url;
    const state = await visit.page.$eval(`#${id}`, (target) => {
      const box = target.getBoundingClientRect();
      return { open: target.closest("details").open, inView: box.top >= 0 && box.top < innerHeight };
    });
    tally.check(`link to ${id[0] === "r" ? "a request" : "a finding"}`, differs("state", state, { open: true, inView: true }));
    visit.noise = visit.noise.filter((noise) => !noise.startsWith(`request: ${url}`));
    await visit.close(tally, "link");
  }
  const view = await Visit.open(browser, url);
  await view.page.goto(`${url}#v=fail`);
  await heard(view);
  const verdicts = new Set((await view.shown()).map((card) => card.v));
  tally.check("link to a filtered list", differs("verdicts", [...verdicts], ["fail"]));
  await view.close(tally, "filtered list");
}

// ---- the matrix, with or without scripts
async function matrix(tally, visit, name) {
  const { page } = visit;
  const cells = () => page.$$eval(".heat td[data-m]", (all) => all.slice(0, 8).map((cell) => cell.innerText.trim()));
  const seen = [];
  for (const show of ["y", "u", "n"]) {
    await page.click(`label[for=show-${show}]`);
    seen.push((await cells()).join("|"));
  }
  tally.check(`${name}: three figures`, new Set(seen).size === 3 ? "" : seen.join("\n"));
}

// The page hears of its new address a little later, and then hides what it does not ask for.
function heard(visit) {
  return visit.page.waitForFunction(() => document.querySelector(".card[hidden]"), null, { timeout: 5000 }).catch(() => {});
}

async function matrixLink(tally, visit) {
  await visit.page.click("label[for=show-y]");
  await visit.page.click(".heat td[data-m] a");
  await heard(visit);
  const cards = await visit.shown();
  const all = await visit.page.$$eval(".card", (list) => list.length);
  tally.check("a cell leads to its requests", cards.length > 0 && cards.length < all ? "" : `${cards.length} of ${all}`);
  await visit.page.click("button[name=reset]");
}

// ---- paper
async function print(tally, visit) {
  const pdf = await visit.page.pdf({ preferCSSPageSize: true });
  const size = /\/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+)/.exec(pdf.toString("latin1"));
  const isA4 = size && Math.abs(size[1] - 595) < 2 && Math.abs(size[2] - 842) < 2;
  tally.check("prints on A4", isA4 ? "" : String(size));
  await visit.page.emulateMedia({ media: "print" });
  const paper = await visit.page.evaluate(() => ({
    closed: Array.from(document.querySelectorAll(".card .body")).filter((body) => body.getBoundingClientRect().height < 10).length,
    filters: document.getElementById("filters").getBoundingClientRect().height,
  }));
  tally.check("all cards are open on paper, and no filters", differs("paper", paper, { closed: 0, filters: 0 }));
  await visit.page.emulateMedia({ media: "screen" });
}

// ---- attacks: in every text of a submission, in its name, and in every text of a stored result
const ATTACK =
  `"'><img src=x onerror="window.hit=1"><script>window.hit=1</script></script></style></title></textarea><svg onload=window.hit=1>` +
  `]]>--><a href="javascript:window.hit=1">x</a><base href="https://example.invalid/"><iframe srcdoc="<script>top.hit=1</script>">` +
  `</iframe><form action=//example.invalid><input onfocus=window.hit=1 autofocus>&#x3c;b&#x3e;\u202e\u200b\u0007`;

function attacked(value, key = "") {
  const kept = /^(state|guard|verdict|rule|id|area|item|criterion|severity|kind|role|schema|category|amount_kind|fingerprint|field|until|as_of|digest|year|pack|truth|operation)$|sha256/;
  if (Array.isArray(value)) return value.map((one) => attacked(one, key));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, attacked(v, k)]));
  return typeof value === "string" && !kept.test(key) ? value + ATTACK : value;
}

function attackedSubmission() {
  return {
    ministry: ATTACK,
    fiscal_year: 2020,
    requests: [{
      id: ATTACK, title: ATTACK, category: "new", amount: "1億円", summary: ATTACK, outcome: ATTACK, offset: ATTACK, office: ATTACK, note: ATTACK,
      breakdown: [{ item: ATTACK, amount: "1億円" }],
      priorities: [{ area: "2(1)③", justification: `IoT機器の設計。${ATTACK}` }, { area: ATTACK, justification: ATTACK }],
    }],
  };
}

async function inert(tally, browser, name, html) {
  const visit = await Visit.open(browser, browser.place("attack.html", html));
  await visit.page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
  await visit.page.waitForTimeout(200);
  const found = await visit.page.evaluate(() => ({
    hit: "hit" in window,
    foreign: Array.from(document.querySelectorAll("img, iframe, object, embed, base, link, textarea, form:not(#filters)"), (one) => one.tagName),
    scripts: document.scripts.length,
    handlers: Array.from(document.querySelectorAll("*")).filter((one) => one.getAttributeNames().some((n) => n.startsWith("on") || n === "style" || n === "src")).length,
    hrefs: Array.from(document.querySelectorAll("[href]")).filter((one) => !one.getAttribute("href").startsWith("#")).length,
    shown: document.body.textContent.includes("<script>window.hit=1</script>"),
  }));
  const want = { hit: false, foreign: [], scripts: 1, handlers: 0, hrefs: 0, shown: true };
  tally.check(`${name}: inert`, differs("page", found, want));
  await visit.close(tally, name);
}

async function attacks(tally, browser) {
  const at = folder("attack");
  const file = path.join(at, `<img src=x onerror=window.hit=1>'".json`);
  fs.writeFileSync(file, JSON.stringify(attackedSubmission()));
  await inert(tally, browser, "attack in a submission", report(["check", "--exit-zero", "--pack", "r2", file]));
  const copy = folder("attack-copy");
  const html = path.join(copy, "out.json");
  juten(["check", "--exit-zero", "--pack", "r2", "submissions/needs-work/1-figures.yaml", "-f", `json=${html}`]);
  fs.writeFileSync(html, JSON.stringify(attacked(JSON.parse(fs.readFileSync(html, "utf-8")))));
  await inert(tally, browser, "attack in a stored result", report(["report", "--exit-zero", html]));
}

// ---- for everybody
async function accessible(tally, browser, language, html) {
  const visit = await Visit.open(browser, browser.place(`axe-${language}.html`, html));
  await visit.page.$$eval("details", (all) => all.slice(0, 6).forEach((one) => { one.open = true; }));
  await visit.page.evaluate(AXE);
  for (const [width, height] of [[1280, 900], [390, 844]])
    for (const colorScheme of ["light", "dark"]) {
      await visit.page.setViewportSize({ width, height });
      await visit.page.emulateMedia({ colorScheme });
      const problems = await visit.page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
        return violations.map((one) => `${one.impact} ${one.id}: ${one.help}\n${one.nodes.slice(0, 3).map((node) => `  ${node.html.slice(0, 200)} ${node.failureSummary.split("\n")[1] || ""}`).join("\n")}`);
      });
      tally.check(`axe: ${language}, ${width} wide, ${colorScheme}`, problems.join("\n"));
      const wide = await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      tally.check(`${language}, ${width} wide: nothing stands out of the page`, wide > 0 ? `${wide} pixels` : "");
    }
  await visit.close(tally, `axe ${language}`);
}

async function keyboard(tally, visit) {
  const { page } = visit;
  await page.focus(".card summary");
  await page.keyboard.press("Enter");
  const opened = await page.$eval(".card details", (details) => details.open);
  tally.check("a card opens by key", opened ? "" : "it stays closed");
  await page.focus("#show-y");
  await page.keyboard.press("ArrowRight");
  tally.check("the figures switch by key", (await page.isChecked("#show-u")) ? "" : "they stay");
}

async function withoutScripts(tally, html) {
  const browser = await Browser.open({ javaScriptEnabled: false });
  const page = await browser.context.newPage();
  await page.goto(browser.place("plain.html", html));
  tally.check("without scripts: no dead controls", (await page.isVisible("#filters")) ? "the filters are shown" : "");
  await page.click(".card summary");
  tally.check("without scripts: a card opens", (await page.isVisible(".card .body")) ? "" : "it stays closed");
  await page.click("label[for=show-n]");
  tally.check("without scripts: the figures switch", (await page.isVisible(".heat td .n")) ? "" : "they stay");
  await browser.close();
}

// ---- many
// The request under an id of its own.
function renumbered(request, copy) {
  const key = ["番号", "施策番号", "id"].find((name) => name in request);
  return key ? { ...request, [key]: `${request[key]}-${copy}` } : request;
}

function large() {
  const at = folder("large");
  const all = ["submissions/r2", "submissions/needs-work"].flatMap((name) => files(name, (file) => file.endsWith(".yaml")));
  const read = all.map((file) => (documents(text(file)) || [])[0]).filter((one) => one && Array.isArray(one["施策"]));
  let count = 0;
  for (let copy = 0; count < LARGE; copy++)
    for (const one of read) {
      const requests = one["施策"].slice(0, LARGE - count).map((request) => renumbered(request, copy));
      if (requests.length > 0) fs.writeFileSync(path.join(at, `${copy}-${count}.json`), JSON.stringify({ ...one, 施策: requests }));
      count += requests.length;
    }
  return at;
}

async function many(tally, browser) {
  const html = report(["check", "--exit-zero", "--pack", "r2", large()]);
  const url = browser.place("large.html", html);
  const visit = await Visit.open(browser, "about:blank");
  const painted = () => visit.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  visit.page.setDefaultTimeout(LARGE_MOST_MS);
  const laps = [Date.now()];
  const lap = async () => { await painted(); laps.push(Date.now()); };
  await visit.page.goto(url);
  await lap();
  await visit.page.selectOption("select[name=v]", "fail");
  await lap();
  await visit.page.fill("input[name=q]", "研修");
  await lap();
  const took = laps.slice(1).map((at, i) => at - laps[i]);
  const cards = await visit.page.$$eval(".card", (all) => all.length);
  console.log(`# ${cards} requests, ${(html.length / 1e6).toFixed(1)} M characters: opens in ${took[0]} ms, filters in ${took[1]} ms, searches in ${took[2]} ms`);
  tally.check("a large report opens", cards > LARGE * 0.9 ? "" : `${cards} cards`);
  tally.check("in time", took.some((ms) => ms > LARGE_MOST_MS) ? took.join(" ") : "");
  await visit.page.close();
}

async function visits(tally, browser, japanese) {
  const url = browser.place("report.html", japanese);
  const visit = await Visit.open(browser, url);
  for (const part of [order, filters, search, matrixLink, print, keyboard]) await part(tally, visit);
  await matrix(tally, visit, "with scripts");
  await visit.close(tally, "a reviewer's visit");
  await links(tally, browser, url);
  await attacks(tally, browser);
  await accessible(tally, browser, "ja", report(["check", "--exit-zero", "--pack", "r2", "submissions/h27"]));
  await accessible(tally, browser, "en", report(["check", "--lang", "en", "--exit-zero", "--pack", "r2", "submissions/needs-work"]));
  await many(tally, browser);
}

async function run(tally) {
  if (!fs.existsSync(CHROMIUM)) {
    tally.skip("html", `${CHROMIUM} is not there`);
    return;
  }
  const japanese = report(["check", "--exit-zero", "--pack", "r2", "submissions/needs-work", "submissions/r2", "submissions/h27"]);
  const browser = await Browser.open();
  if (!browser.sandbox) console.log("# Chromium's own sandbox is refused here; it runs without, as an unprivileged user");
  try {
    await visits(tally, browser, japanese);
  } finally {
    await browser.close();
  }
  await withoutScripts(tally, japanese);
}

module.exports = { run };
