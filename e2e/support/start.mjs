import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// `npm start` on a data folder that is thrown away afterwards.

const folder = mkdtempSync(join(tmpdir(), "autoink-e2e-"));
chmodSync(folder, 0o755);
const child = spawn(process.execPath, ["tools/start.mjs"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", AUTOINK_DATA_DIR: folder },
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
