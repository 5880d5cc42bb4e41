import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Whether the second verifier can run here. */
export const HAS_PYTHON = spawnSync("python3", ["--version"]).status === 0;
if (!HAS_PYTHON)
  process.stderr.write(
    "\nSKIPPED: the tests of tools/verify-ledger/verify.py. There is no python3 on this machine.\n\n",
  );

const HERE = fileURLToPath(new URL(".", import.meta.url));

// Verdicts as the exit codes of the command: many in one process, because each start takes long.
const DRIVER = `
import base64, json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import verify as v

def verdict(case):
    try:
        text = lambda name: base64.b64decode(case[name]).decode("utf-8") if case.get(name) is not None else None
        keys = [base64.b64decode(key).decode("utf-8") for key in case["keys"]]
        v.verify(base64.b64decode(case["chain"]), text("receipt"), keys, text("kept"), text("consistency"))
        return 0
    except v.Contradiction:
        return 1
    except (v.Unreadable, UnicodeDecodeError):
        return 2

json.dump([verdict(case) for case in json.load(sys.stdin)], sys.stdout)
`;

/** What both verifiers are given. */
export interface Case {
  readonly chain: Uint8Array;
  readonly receipt: Uint8Array;
  readonly keys: readonly Uint8Array[];
  readonly kept?: Uint8Array | undefined;
  readonly consistency?: Uint8Array | undefined;
}

const base64 = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString("base64");

/** The exit code of verify.py for each case. */
export function pythonVerdicts(cases: readonly Case[]): number[] {
  const input = JSON.stringify(
    cases.map(({ chain, receipt, keys, kept, consistency }) => ({
      chain: base64(chain),
      receipt: base64(receipt),
      keys: keys.map(base64),
      kept: base64(kept),
      consistency: base64(consistency),
    })),
  );
  const options = { input, maxBuffer: 64 * 1024 * 1024 };
  const { status, stdout, stderr } = spawnSync("python3", ["-c", DRIVER, HERE], options);
  if (status !== 0) throw new Error(`verify.py failed: ${stderr.toString()}`);
  return JSON.parse(stdout.toString()) as number[];
}
