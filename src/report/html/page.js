// The HTML report: filters, order and links. Everything can be read without it.
"use strict";
(() => {
  const list = document.getElementById("cards");
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const groups = Array.from(list.children);
  const cards = Array.from(list.getElementsByClassName("card"));
  const MILLION = 1000000n;
  const GRAVEST_FIRST = ["fail", "explain", "unknown", "pass"];

  // ---- what a card says of itself
  const facts = cards.map((card) => {
    const data = card.dataset;
    return {
      card,
      number: Number(data.n),
      asked: data.a === undefined ? 0n : BigInt(data.a),
      unjustified: data.u === undefined ? 0n : BigInt(data.u),
      grave: GRAVEST_FIRST.indexOf(data.v),
      words: null, // made when somebody first searches
    };
  });

  // Width of letters, case and blanks make no difference, nor do characters that nobody sees or types.
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

  function wordsOf(fact) {
    if (fact.words === null) {
      let text = "";
      for (const part of fact.card.querySelectorAll("h3, .text, blockquote, .finding")) {
        let words = part.textContent;
        for (const odd of part.getElementsByClassName("odd")) words = words.replace(odd.textContent, "");
        text += words + "\n";
      }
      fact.words = text.split("\n").map(folded).join("");
    }
    return fact.words;
  }

  // ---- filters
  function read() {
    const values = new FormData(form);
    const chosen = {};
    for (const name of ["q", "m", "c", "v", "s", "o"]) chosen[name] = (values.get(name) || "").trim();
    return chosen;
  }

  function matches(fact, chosen, terms) {
    const data = fact.card.dataset;
    if (chosen.m && data.m !== chosen.m) return false;
    if (chosen.v && data.v !== chosen.v) return false;
    if (chosen.c && !data.c.includes(` ${chosen.c} `)) return false;
    if (chosen.s === "-" ? data.s !== "" : chosen.s && !data.s.includes(chosen.s)) return false;
    if (chosen.u && fact.unjustified === 0n) return false;
    return terms.every((term) => wordsOf(fact).includes(term));
  }

  const byNumber = (a, b) => a.number - b.number;
  const descending = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
  const ORDERS = {
    "": (a, b) => descending(a.unjustified, b.unjustified) || byNumber(a, b),
    yen: (a, b) => descending(a.asked, b.asked) || byNumber(a, b),
    verdict: (a, b) => a.grave - b.grave || descending(a.asked, b.asked) || byNumber(a, b),
    file: byNumber,
  };

  let order = "";
  function sort(name) {
    if (name === order || !Object.hasOwn(ORDERS, name)) return;
    order = name;
    facts.sort(ORDERS[name]);
    let from = 0;
    for (const [group, room] of groups.map((one) => [one, one.childElementCount])) {
      group.replaceChildren(...facts.slice(from, from + room).map((fact) => fact.card));
      from += room;
    }
  }

  const fill = (words, ...values) => words.replace(/\{([0-9])\}/g, (_, index) => values[Number(index)]);
  const grouped = (number) => number.toLocaleString("en-US");
  const millions = (yen) => grouped((yen + (yen < 0n ? -MILLION : MILLION) / 2n) / MILLION);

  function tell(count, asked, unjustified) {
    let words = count > 0 ? fill(shown.dataset.shown, grouped(facts.length), grouped(count)) : shown.dataset.none;
    if (count > 0 && shown.dataset.yen) words += fill(shown.dataset.yen, millions(asked), millions(unjustified));
    if (shown.textContent !== words) shown.textContent = words;
  }

  // A group without cards to show takes no room, any other about as much as its cards do.
  function fit() {
    for (const group of groups) {
      let count = 0;
      for (const card of group.children) count += card.hidden ? 0 : 1;
      if (group.hidden === count > 0) group.hidden = count === 0;
      if (count === group.childElementCount) delete group.dataset.tens;
      else group.dataset.tens = Math.floor(count / 10);
    }
  }

  let onlyUnjustified = false; // from a figure at the top: it has no control of its own
  function apply() {
    const chosen = read();
    chosen.u = onlyUnjustified;
    const terms = chosen.q.split(/\s+/u).map(folded).filter(Boolean);
    let count = 0, asked = 0n, unjustified = 0n;
    sort(chosen.o);
    for (const fact of facts) {
      const shows = matches(fact, chosen, terms);
      if (fact.card.hidden === shows) fact.card.hidden = !shows;
      if (!shows) continue;
      count++;
      asked += fact.asked;
      unjustified += fact.unjustified;
    }
    fit();
    if (facts.length > 0) tell(count, asked, unjustified);
  }

  // ---- the address: "#v=fail&m=3" is a view of the list, anything else an anchor of the page
  function store() {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(read())) if (value) kept.set(name, value);
    if (onlyUnjustified) kept.set("u", "1");
    const hash = kept.toString();
    history.replaceState(null, "", hash ? `#${hash}` : "#list");
  }

  function restore(hash) {
    const kept = new URLSearchParams(hash);
    for (const control of form.elements) if (control.name && "value" in control && control.type !== "button" && control.type !== "reset") {
      const value = kept.get(control.name) || "";
      const known = control.tagName !== "SELECT" || Array.from(control.options).some((option) => option.value === value);
      control.value = known ? value : "";
    }
    onlyUnjustified = kept.get("u") === "1";
    apply();
    document.getElementById("list").scrollIntoView();
  }

  function reveal(anchor) {
    const target = document.getElementById(anchor);
    if (!target) return;
    const card = target.closest(".card");
    if (card) card.hidden = card.parentElement.hidden = false;
    for (let at = target.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
    if (card && target.classList.contains("body")) target.parentElement.querySelector("summary").focus();
  }

  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash.includes("=")) restore(location.hash.slice(1));
    else if (hash) reveal(hash);
  }

  // ---- links that need the script: a figure leads to the requests behind it
  function link(cell, hash) {
    const anchor = document.createElement("a");
    anchor.href = `#${hash}`;
    anchor.append(...cell.childNodes);
    cell.append(anchor);
  }
  for (const cell of document.querySelectorAll(".heat td[data-m]"))
    link(cell, `m=${cell.dataset.m}&c=${cell.parentElement.dataset.c}`);
  for (const row of document.querySelectorAll(".chart tr")) {
    const [name, value] = Object.entries(row.dataset)[0] || [];
    if (name) link(row.querySelector("th"), `${name}=${value}`);
  }
  for (const tile of document.querySelectorAll(".tile[data-f]"))
    if (tile.dataset.f) link(tile.querySelector(".count"), tile.dataset.f);

  // Links to a request and to each finding, made when its card is opened first.
  function here(to, words) {
    const anchor = document.createElement("a");
    anchor.className = "here";
    anchor.href = `#${to.id}`;
    anchor.textContent = "#";
    anchor.title = words;
    anchor.setAttribute("aria-label", words);
    return anchor;
  }
  function addLinks(details) {
    const body = details.lastElementChild;
    if (body.querySelector(".here")) return;
    body.querySelector(".foot").append(here(body, shown.dataset.request));
    for (const finding of body.getElementsByClassName("finding"))
      finding.firstElementChild.append(here(finding, shown.dataset.finding));
  }
  list.addEventListener("toggle", (event) => { if (event.target.open) addLinks(event.target); }, true);

  // ---- controls
  function setAll(open) {
    for (const fact of facts) if (!open || !fact.card.hidden) fact.card.firstElementChild.open = open;
  }
  const changed = () => { apply(); store(); };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { onlyUnjustified = false; changed(); }));
  form.elements.open.addEventListener("click", () => setAll(true));
  form.elements.close.addEventListener("click", () => setAll(false));
  addEventListener("hashchange", follow);

  // Engines that cannot show closed cards in print get them opened.
  if (!CSS.supports("selector(::details-content)")) {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = Array.from(document.querySelectorAll("details:not([open])"));
      for (const details of opened) details.open = true;
    });
    addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
  }

  form.hidden = false;
  apply();
  follow();
})();
