import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the product listens for the browser tests. */
export const PORT = Number(process.env["E2E_PORT"] ?? 3210);

/** Where the product keeps its data, for commands on the machine that it runs on. */
export const DATA_DIR = join(tmpdir(), `autoink-e2e-${PORT}`);

/** Where each process of the product notes what it dials past the guard. */
export const DIALS_FILE = `${DATA_DIR}-dials.log`;

/** Where a journey may start a CMS of its own: the product is allowed to call this port of 127.0.0.1. */
export const CMS_PORT = PORT + 10_000;

/** Where a test starts a second AutoInk, to end it. */
export const STOP_PORT = PORT + 10_001;

/** Where a journey starts a model of its own; the product knows its address from the start. */
export const AI_PORT = PORT + 10_002;

/** Where a journey starts a Stripe of its own; the product knows its address from the start. */
export const STRIPE_PORT = PORT + 10_003;

/** Where a journey starts a list of breached passwords; nothing answers there else, so every password is taken. */
export const PWNED_PORT = PORT + 10_004;
