import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The worker as it ships, and what these tests load into it. */
export const BUNDLE = fileURLToPath(new URL("../../dist/test/", import.meta.url));

export async function setup(): Promise<void> {
  await build({
    absWorkingDir: fileURLToPath(new URL("../../", import.meta.url)),
    entryPoints: { worker: "worker.ts", doomed: "test/workers/doomed.ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    outdir: BUNDLE,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
}
