import { log } from "./log";

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

/** Ends this process when its parent is gone: a supervisor that was killed leaves no child behind. */
export function endWithParent(): void {
  if (process.send === undefined) return;
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
