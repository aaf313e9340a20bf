// Stands in for the polyfill that fhirclient names: every browser and Node we run on has Web Crypto.
exports.default = globalThis.crypto;
