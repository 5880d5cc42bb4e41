import { startWorker } from "@/lib/jobs/work";
import { closeOutbound, openOutbound } from "@/lib/outbound";
import { disconnect } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { onStop, reportReady, startProcess } from "@/lib/platform/process";

// The worker process: takes jobs from the queue. As many of them as wanted may run, anywhere.

async function main(): Promise<void> {
  openOutbound();
  const worker = await startWorker();
  log.info("worker.started");
  onStop(async () => {
    await worker.stop();
    await closeOutbound();
    await disconnect();
  });
  reportReady();
}

await startProcess(main);
