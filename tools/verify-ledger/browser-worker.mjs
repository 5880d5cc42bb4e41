import { verifyLedger } from "./verify.mjs";

// Runs the verifier beside a page, so that the page stays alive: it takes one message with the evidence, and
// answers with its progress and then its report. Tiles are read from `log`, the address of the published log.

addEventListener("message", async ({ data: { log, ...evidence } }) => {
  const readTile = async (/** @type {string} */ path) => {
    const response = await fetch(`${log}/${path}`);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  };
  const onProgress = (/** @type {number} */ done, /** @type {number} */ all) =>
    postMessage({ kind: "progress", done, all });
  const report = await verifyLedger({ ...evidence, readTile, onProgress });
  postMessage({ kind: "report", report });
});
