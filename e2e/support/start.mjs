import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";

// `npm start` on a data folder that is thrown away afterwards. The journeys know its name, for commands on the machine.

const folder = process.env.AUTOINK_DATA_DIR;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { mode: 0o755 });
const watch = new URL("watch-dials.mjs", import.meta.url).href;
rmSync(process.env.DIALS_FILE, { force: true });
const child = spawn(process.execPath, ["tools/start.mjs"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", NODE_OPTIONS: `--import=${watch}` },
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
