import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { attestLedger, ledgerFolders, withLedgerLog } from "@/lib/billing";
import {
  AttestationError,
  adoptPublishedCheckpoint,
  attachCosignatures,
  replaceLostKey,
  rotateSigningKey,
} from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { disconnect } from "@/lib/platform/db";
import { joinInstallation } from "./installation.ts";

// `npm run ledger:log -- COMMAND`: what an operator does with the log that attests the ledger. Run it where the
// worker runs, as the same user: it needs both folders.

const WINDOW_DAYS = 30;
const HELP = `npm run ledger:log -- COMMAND

  attest                         attest all chains now; the worker does it once a day by itself
  rotate-key [--days ${WINDOW_DAYS}]         begin to sign with a new key beside the old one, which is retired after so many days
  replace-lost-key               make a new key for a log whose keys are lost for good
  adopt-checkpoint               take the published checkpoint for the last one that was signed
  cosign FILE --witness VKEY…    add a witness's signature to the newest checkpoint
`;

const BUSY = "The log is being attested or changed at this moment. Try again in a minute.";

interface Given {
  readonly file: string | undefined;
  readonly days: number;
  readonly witnesses: readonly string[];
}

type Command = (given: Given) => Promise<string>;

/** A command that no attestation may come between; an attestation keeps others out by itself. */
const alone =
  (command: Command): Command =>
  async (given) =>
    (await withLedgerLog(() => command(given))) ?? BUSY;

const COMMANDS: Readonly<Record<string, Command>> = {
  attest: async () => {
    const made = await attestLedger();
    if (made === null) return BUSY;
    return made.isNew
      ? `Attested: ${made.added} heads were added; the log has ${made.size} entries.`
      : "Nothing was posted since the last attestation of today.";
  },
  "rotate-key": alone(async ({ days }) => {
    const { signer } = ledgerFolders();
    const vkey = await rotateSigningKey(signer, { now: clock.now(), windowDays: days });
    return `From the next attestation on the log is signed with both keys, after ${days} days with the new one only:\n${vkey}`;
  }),
  "replace-lost-key": alone(
    async () =>
      `No older key speaks for this one. Tell it to your customers by another way:\n${await replaceLostKey(ledgerFolders())}`,
  ),
  "adopt-checkpoint": alone(async () => {
    const { size } = await adoptPublishedCheckpoint(ledgerFolders());
    return `The next attestation goes on after entry ${size}.`;
  }),
  cosign: alone(async ({ file, witnesses }) => {
    if (file === undefined) throw new Error("Name the file with the cosigned checkpoint.");
    const text = readFileSync(file, "utf8");
    const added = await attachCosignatures(ledgerFolders().log, text, witnesses);
    return added === 0
      ? "The checkpoint has this signature already."
      : "The checkpoint was cosigned.";
  }),
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      days: { type: "string", default: String(WINDOW_DAYS) },
      witness: { type: "string", multiple: true, default: [] },
    },
  });
  const [name = "", file] = positionals;
  const command = COMMANDS[name];
  if (command === undefined || !/^\d{1,4}$/.test(values.days)) {
    process.stderr.write(HELP);
    process.exitCode = 2;
    return;
  }
  joinInstallation();
  const said = await command({ file, days: Number(values.days), witnesses: values.witness });
  process.stdout.write(`${said}\n`);
}

await main()
  .catch((error: unknown) => {
    const isExpected = error instanceof AttestationError;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = isExpected ? 1 : 2;
  })
  .finally(disconnect);
