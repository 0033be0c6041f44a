// The schema of results allows further members, as its contract does; the tests do not.
"use strict";

// A copy in which no object may have members that it does not list.
function closed(of) {
  if (Array.isArray(of)) return of.map(closed);
  if (of === null || typeof of !== "object") return of;
  const copy = Object.fromEntries(
    Object.entries(of).filter(([, value]) => value !== undefined).map(([key, value]) => [key, closed(value)]));
  return of.type === "object" && of.properties ? { ...copy, additionalProperties: false } : copy;
}

// The names of all members that the schema lists.
function named(of, found = new Set()) {
  if (of === null || typeof of !== "object") return found;
  if (of.type === "object" && of.properties) Object.keys(of.properties).forEach((name) => found.add(name));
  Object.values(of).forEach((value) => named(value, found));
  return found;
}

// The names of all members that a value has.
function met(value, found) {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) Object.keys(value).forEach((name) => found.add(name));
  Object.values(value).forEach((part) => met(part, found));
}

module.exports = { closed, named, met };
