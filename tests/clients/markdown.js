// Reports in Markdown, given to markdown-it with HTML and addresses taken: nothing of the input becomes markup, and
// every word can be read.
"use strict";
const MarkdownIt = require("markdown-it");
const { juten, folder } = require("./tools");
const { hostile } = require("./hostile");

const OWN = /^<\/?(h[1-3]|p|ul|li|strong|blockquote|table|thead|tbody|tr|th|td|br)( style="text-align:right")?>$/;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

function render(source) {
  const reader = new MarkdownIt({ html: true, linkify: true });
  reader.linkify.tlds("example", true);
  return reader.render(source);
}

function strange(html) {
  return [...new Set(html.match(/<[^>]*>/g) || [])].filter((tag) => !OWN.test(tag));
}

function read(html) {
  return html.replace(/<br>\n?/g, "\n").replace(/<[^>]*>/g, "").replace(/&(lt|gt|amp|quot);/g, (entity) => ENTITIES[entity]);
}

// As the page shows it: line breaks of one kind, blanks that are not shown left out, what reorders text spelt out.
function shown(word) {
  return word.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (one) => `<U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`);
}

function run(tally) {
  for (const set of ["r2", "needs-work"]) {
    const html = render(juten(["check", "--exit-zero", "-v", "-f", "markdown", `submissions/${set}`]).out);
    tally.check(`markdown: ${set}`, strange(html).join("\n"));
    tally.check(`markdown: ${set} has its tables`, (html.match(/<table>/g) || []).length === 2 ? "" : "it has not");
  }
  const { result, words } = hostile(folder("markdown"));
  const html = render(juten(["report", "--exit-zero", "-v", "-f", "markdown", result]).out);
  tally.check("markdown: hostile words make no markup", strange(html).slice(0, 20).join("\n"));
  const text = read(html).replace(/[ \t]+/g, " ");
  for (const [name, word] of Object.entries(words)) {
    const wanted = shown(word).replace(/[ \t]+/g, " ");
    tally.check(`markdown: ${name} can be read`, text.includes(wanted) ? "" : wanted.slice(0, 200));
  }
}

module.exports = { run };
