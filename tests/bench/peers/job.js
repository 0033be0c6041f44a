// The whole job in one small script, the way one would write it in an afternoon: job.js CONCEPTS FOLDER reads every
// file with js-yaml, looks for missing fields and sums that do not add up, and for each claim which concepts it has.
'use strict';
const fs = require('fs');
const path = require('path');
const yaml = require('js-yaml');

const FIELDS = ['番号', '施策名', '区分', '要求額'];
const [listed, folder] = process.argv.slice(2);
const concepts = JSON.parse(fs.readFileSync(listed, 'utf8'));
for (const concept of concepts) concept.regex = new RegExp(concept.pattern);

const amount = (text) => Number(String(text).replace(/,/g, ''));
let findings = 0;
let claims = 0;

function judge(request) {
  for (const field of FIELDS) if (request[field] === undefined) findings++;
  const parts = (request['内訳'] || []).reduce((sum, part) => sum + amount(part['金額']), 0);
  if (parts !== amount(request['要求額'])) findings++;
  for (const claim of request['重点分野'] || []) {
    claims++;
    const text = `${request['施策名']}\n${request['概要']}\n${claim['理由']}`.normalize('NFKC');
    const met = concepts.filter((concept) => concept.regex.test(text));
    if (met.length < 2) findings++;
  }
}

for (const name of fs.readdirSync(folder).sort()) {
  const submission = yaml.load(fs.readFileSync(path.join(folder, name), 'utf8'));
  (submission['施策'] || []).forEach(judge);
}
console.log(`${claims} claims, ${findings} findings`);
