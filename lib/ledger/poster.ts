import { setTimeout as pause } from "node:timers/promises";
import { isConnectionLost, type RunStatement } from "@/lib/platform/db";
import { LedgerError } from "./errors";
import { BATCH_LINES_MAX, BATCH_MAX } from "./limits";
import {
  type NewTransaction,
  postAlone,
  postBatch,
  type Receipt,
  requireWellFormed,
  type Verdict,
} from "./post";

/** How often a statement is repeated after its connection was lost, and how long it waits before, times the attempt. */
const RETRIES_MAX = 3;
const RETRY_WAIT_MS = 50;

interface Waiting {
  readonly transaction: NewTransaction;
  resolve(receipt: Receipt): void;
  reject(error: unknown): void;
}

/** Posts transactions that stand alone, many at a time where many wait. */
export interface Poster {
  /**
   * Posts one transaction; it is durable when this resolves. `isReplayed` may also be true when the first
   * answer was lost with its connection.
   * @throws LedgerError insufficient_funds | key_conflict | not_found | amount_out_of_range | unknown_account | malformed
   * @throws whatever the connection failed with: then it may have been posted, and the same id may be tried again
   */
  post(workspaceId: string, transaction: NewTransaction): Promise<Receipt>;
}

/**
 * Natural group commit: while one statement of a workspace is under way, the others of that workspace wait and go
 * together in the next one. They would wait for the chain's lock anyway; so they share its round trip and flush.
 */
export function createPoster(run: RunStatement): Poster {
  const queues = new Map<string, Waiting[]>();

  async function drain(workspaceId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      await settleAll(run, workspaceId, takeBatch(queue));
      // Whoever waited for this one and posts again at once goes with the next; else every other one would be of one.
      await turnOfTheLoop();
    }
    queues.delete(workspaceId);
  }

  return {
    async post(workspaceId, transaction) {
      requireWellFormed(transaction);
      return new Promise((resolve, reject) => {
        const waiting = { transaction, resolve, reject };
        const queue = queues.get(workspaceId);
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        const fresh = [waiting];
        queues.set(workspaceId, fresh);
        void drain(workspaceId, fresh);
      });
    },
  };
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done);
  });
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let [count, lines] = [0, 0];
  for (const { transaction } of queue.slice(0, BATCH_MAX)) {
    lines += transaction.lines.length;
    if (lines > BATCH_LINES_MAX) break;
    count += 1;
  }
  return queue.splice(0, count);
}

/** Gives each caller its own answer. Never rejects. */
async function settleAll(
  run: RunStatement,
  workspaceId: string,
  batch: readonly Waiting[],
): Promise<void> {
  try {
    const verdicts = await repeating(() => postAll(run, workspaceId, batch));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const verdict = verdicts[index];
      // Stryker disable next-line all: each of a batch has its verdict; only the types don't know it.
      if (verdict === undefined) reject(new Error("The ledger gave no verdict."));
      else if (verdict.kind === "posted") resolve(verdict.receipt);
      else reject(new LedgerError(verdict.refusal));
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

async function postAll(
  run: RunStatement,
  workspaceId: string,
  batch: readonly Waiting[],
): Promise<readonly Verdict[]> {
  const transactions = batch.map(({ transaction }) => transaction);
  if (transactions.length > 1) return postBatch(run, workspaceId, transactions);
  return Promise.all(
    transactions.map(async (only) => ({
      kind: "posted",
      receipt: await postAlone(run, workspaceId, only),
    })),
  );
}

/** Every transaction carries its id, so a statement whose answer was lost may be sent again. */
async function repeating<T>(attempt: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConnectionLost(error) || number > RETRIES_MAX) throw error;
      await pause(RETRY_WAIT_MS * number);
    }
  }
}
