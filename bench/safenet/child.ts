import { measureCpu } from "./measure-cpu.ts";
import { measureBomb, measureSlowPeers } from "./measure-limits.ts";
import { measureVerdicts } from "./measure-verdicts.ts";
import { tryCases } from "./try-cases.ts";

// One measurement in a process of its own; prints its result as JSON.

const TASKS = { measureBomb, measureCpu, measureSlowPeers, measureVerdicts, tryCases };

const [task = "", ...args] = process.argv.slice(2);
const run = TASKS[task as keyof typeof TASKS] as (...args: string[]) => Promise<unknown>;
const result = await run(...args);
process.stdout.write(JSON.stringify(result), () => process.exit(0));
