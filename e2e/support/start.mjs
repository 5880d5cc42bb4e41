import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";

// `npm start` on a data folder that is thrown away afterwards. The journeys know its name, for commands on the machine.

const folder = process.env.AUTOINK_DATA_DIR;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { mode: 0o755 });
const child = spawn(process.execPath, ["tools/start.mjs"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production" },
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
