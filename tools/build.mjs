import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Builds what changed: the database client, the pages, and the two entries that run outside of Next.js.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const FOLDERS = ["app", "lib", "prisma", "public"];
const FILES = [
  "middleware.ts",
  "instrumentation.ts",
  "server.ts",
  "worker.ts",
  "next.config.ts",
  "package-lock.json",
  "tsconfig.json",
  "postcss.config.mjs",
];
const MARK = join(ROOT, ".next", "autoink-build");

/** One hash over everything that a build is made from. */
export function sourceHash() {
  const hash = createHash("sha256");
  const files = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .filter((file) => !file.includes("/prisma/generated/") && !/[.]test[.]tsx?$/.test(file));
  for (const file of [...files.sort(), ...FILES.map((name) => join(ROOT, name))]) {
    if (existsSync(file))
      hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Whether the last build was made from these very sources. */
export function isFresh() {
  return (
    existsSync(MARK) &&
    readFileSync(MARK, "utf8") === sourceHash() &&
    existsSync(join(ROOT, "dist", "worker.mjs"))
  );
}

export function generateClient() {
  // Prisma's command line wants a native engine that it would download; generating needs none.
  execFileSync(process.execPath, [join(ROOT, "node_modules/prisma/build/index.js"), "generate"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
}

/** The web and worker entries as one file each, with packages left where they are. */
export async function bundleEntries() {
  const { build } = await import("esbuild");
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["server.ts", "worker.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    sourcemap: true,
    logLevel: "error",
  });
}

export async function build() {
  const hash = sourceHash();
  generateClient();
  await bundleEntries();
  execFileSync(process.execPath, [join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: ROOT,
    stdio: [
      "ignore",
      process.env.CI === undefined && !process.argv.includes("--verbose") ? "pipe" : "inherit",
      "inherit",
    ],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(MARK, hash);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!isFresh() || process.argv.includes("--force")) await build();
}
