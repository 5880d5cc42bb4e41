import { benchAttestation } from "./attestation.ts";
import { benchLedger } from "./ledger.ts";
import { benchSteps } from "./steps.ts";
import { benchWeb } from "./web.ts";

// `npm run bench`, or `npm run bench -- steps` for one of them: a line of JSON per figure.

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  attestation: benchAttestation,
  ledger: benchLedger,
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
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length === 0 || names.includes(name)) await bench();
}
