import { spawnSync } from "node:child_process";
import { benchAttestation } from "./attestation.ts";
import { benchLedger, benchLedgerCpu, benchLedgerGrowth } from "./ledger.ts";
import { benchSafenet } from "./safenet.ts";
import { benchSteps } from "./steps.ts";
import { benchWeb } from "./web.ts";

// `npm run bench`, or `npm run bench -- steps` for one of them: a line of JSON per figure. Each has a
// process and a database of its own.

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  attestation: benchAttestation,
  ledger: benchLedger,
  "ledger-cpu": benchLedgerCpu,
  "ledger-growth": benchLedgerGrowth,
  safenet: benchSafenet,
  steps: benchSteps,
  web: benchWeb,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  const known = Object.keys(BENCHES).join(", ");
  process.stderr.write(`There is no bench ${unknown.join(", ")}. There are: ${known}.\n`);
  process.exit(1);
}
// One that takes half an hour runs when it is named.
const usual = Object.keys(BENCHES).filter((name) => name !== "ledger-growth");
const chosen = names.length === 0 ? usual : names;
const [only = ""] = chosen;
if (chosen.length === 1) await BENCHES[only]?.();
else for (const name of chosen) runApart(name);

function runApart(name: string): void {
  const [node, ...args] = [process.execPath, ...process.execArgv, process.argv[1] ?? "", name];
  const { status } = spawnSync(node, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
