import { SettingError } from "./env";
import { log } from "./log";

/** Starts a process. A wrong setting ends it with the line that names it, without a trace of the code. */
export async function startProcess(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Runs `stop` once when the process is told to end, then ends it. A second signal ends it at once. */
export function onStop(stop: () => Promise<void>): void {
  let isStopping = false;
  const handle = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info("process.stopping", { signal });
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error("process.stop_failed", error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", handle);
  process.on("SIGINT", handle);
  process.on("unhandledRejection", (error) => log.error("process.unhandled", error));
}

/**
 * Tells the supervisor that this process can work, and from now on ends it in order when the supervisor
 * is gone, also when that happened while the process was starting: a supervisor that was killed leaves
 * no child behind. Does nothing in a process that has no supervisor. Call it after `onStop`.
 */
export function reportReady(): void {
  if (process.send === undefined) return;
  if (!process.connected) {
    endOrphan();
    return;
  }
  process.once("disconnect", endOrphan);
  // The channel may close between the question above and the sending: "disconnect" tells of that.
  process.send("ready", () => undefined);
}

function endOrphan(): void {
  log.warn("process.supervisor_gone");
  process.kill(process.pid, "SIGTERM");
}
