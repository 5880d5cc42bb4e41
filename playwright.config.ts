import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import { AI_SETTINGS } from "./e2e/support/ai-writer";
import { STRIPE_SETTINGS } from "./e2e/support/payments";
import {
  AI_PORT,
  CMS_PORT,
  DATA_DIR,
  DIALS_FILE,
  PORT,
  PWNED_PORT,
  STRIPE_PORT,
} from "./e2e/support/ports";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = BROWSERS.find((path) => existsSync(path));

// The private addresses that may be called: what journeys start for themselves.
const PEER_PORTS = [AI_PORT, CMS_PORT, STRIPE_PORT, PWNED_PORT];

// The product as a stranger gets it: started by its own command, on a data folder of its own.
export default defineConfig({
  testDir: "e2e",
  globalTeardown: "./e2e/support/check-dials",
  outputDir: "test-results/e2e",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${PORT}`,
    trace: "retain-on-failure",
    actionTimeout: 15_000,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node e2e/support/start.mjs",
    url: `http://localhost:${PORT}/readyz`,
    timeout: 240_000,
    reuseExistingServer: process.env["CI"] === undefined,
    gracefulShutdown: { signal: "SIGTERM", timeout: 60_000 },
    stdout: "pipe",
    env: {
      PORT: String(PORT),
      AUTOINK_DATA_DIR: DATA_DIR,
      LOG_LEVEL: "warn",
      SAFENET_ALLOW: PEER_PORTS.map((port) => `127.0.0.1:${port}`).join(),
      PWNED_PASSWORDS_URL: `http://127.0.0.1:${PWNED_PORT}`,
      DIALS_FILE,
      DIALS_OPEN: PEER_PORTS.join(),
      ...AI_SETTINGS,
      ...STRIPE_SETTINGS,
    },
  },
});
