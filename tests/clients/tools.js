// juten, ajv and YAML, as the parts use them.
"use strict";
const { spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const Ajv2020 = require("ajv/dist/2020");
const yaml = require("yaml");

const JUTEN = path.resolve(process.env.JUTEN_TEST_BINARY || "build/juten");
const WORK = path.resolve("build/clients/work");

function juten(args, options = {}) {
  const env = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", SOURCE_DATE_EPOCH: "1567209600", JUTEN_NO_CONFIG: "1" };
  const run = spawnSync(JUTEN, args, { encoding: "utf-8", maxBuffer: 1 << 30, env, ...options });
  if (run.error) throw run.error;
  return { status: run.status, out: run.stdout, err: run.stderr };
}

const schemas = {};

function schema(kind) {
  if (!schemas[kind]) {
    const run = juten(["schema", kind]);
    if (run.status !== 0) throw new Error(run.err);
    schemas[kind] = JSON.parse(run.out);
  }
  return schemas[kind];
}

// A function that gives ajv's errors, [] when there are none. ajv's strict mode minds the schema itself: unknown
// keywords, keywords without effect.
function validator(of) {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  const validate = ajv.compile(of);
  return (value) => (validate(value) ? [] : validate.errors.map((error) => ({ ...error })));
}

function words(errors) {
  return errors.map((error) => `${error.instancePath || "/"} ${error.keyword}: ${error.message}`).join("\n");
}

// The documents of a YAML or JSON text; null when it is none.
function documents(text) {
  const all = yaml.parseAllDocuments(text, { version: "1.2", merge: false, logLevel: "silent" });
  if (!Array.isArray(all) || all.some((one) => one.errors.length > 0)) return null;
  try {
    return all.map((one) => one.toJS());
  } catch {
    return null; // an alias bomb
  }
}

function files(folder, wanted) {
  if (!fs.existsSync(folder)) return [];
  const found = fs.readdirSync(folder, { withFileTypes: true, recursive: false });
  return found
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) return files(name, wanted);
      return entry.isFile() && wanted(name) ? [name] : [];
    });
}

// The text of a file in UTF-8; null for another encoding.
function text(name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(fs.readFileSync(name));
  } catch {
    return null;
  }
}

function folder(name) {
  const at = path.join(WORK, name);
  fs.rmSync(at, { recursive: true, force: true });
  fs.mkdirSync(at, { recursive: true });
  return at;
}

module.exports = { juten, schema, validator, words, documents, files, text, folder };
