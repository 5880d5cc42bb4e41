/**
 * The queues and how each treats a job that does not come back. A worker that dies is noticed by its
 * missing heartbeat; its job is then given to another worker.
 */
export const QUEUES = {
  "fetch-source": {
    retryLimit: 3,
    retryDelay: 2,
    retryBackoff: true,
    heartbeatSeconds: 10,
    expireInSeconds: 300,
    notify: true,
  },
  "run-step": {
    retryLimit: 1000,
    retryDelay: 1,
    retryDelayMax: 60,
    retryBackoff: true,
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
    notify: true,
  },
  publish: {
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 900,
    retryBackoff: true,
    heartbeatSeconds: 10,
    expireInSeconds: 600,
    notify: true,
  },
  "deliver-hook": {
    // A worker that died or a database that was away: the pauses of a delivery are kept in its row.
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 900,
    retryBackoff: true,
    heartbeatSeconds: 10,
    expireInSeconds: 600,
    notify: true,
  },
  // Run again by its schedule: a second try at once would fail for the same reason.
  "attest-ledger": { retryLimit: 0, expireInSeconds: 900, notify: true },
  reconcile: { retryLimit: 0, expireInSeconds: 900, notify: true },
  "issue-invoices": { retryLimit: 0, expireInSeconds: 900, notify: false },
  sweep: { retryLimit: 0, expireInSeconds: 120, notify: false },
};

export type QueueName = keyof typeof QUEUES;
