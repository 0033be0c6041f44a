module.exports = { run: () => {} };
