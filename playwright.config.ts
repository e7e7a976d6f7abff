import { defineConfig } from "@playwright/test";
import { ensureChromium } from "./scripts/bootstrap/chromium.mjs";
import { freePort } from "./scripts/bootstrap/ports.mjs";

// Set once in the main process; the worker processes inherit both and reach the same product with the same browser.
process.env.E2E_PORT ??= String(await freePort());
process.env.CHROMIUM_PATH = await ensureChromium((text) => process.stderr.write(`${text}\n`));

// The tests visit our own pages alone, so the sandbox, which root cannot have, is not missed.
const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./scripts/testing/browser.setup.ts",
  fullyParallel: false,
  // A test waits for the server most of its time: two files at once even on two cores. Each worker has an owner of its own (browser.setup.ts).
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: ".local/test/browser.json" }]],
  use: {
    baseURL: `http://127.0.0.1:${process.env.E2E_PORT}`,
    actionTimeout: 30_000,
    // Recording what each page does costs a seventh of the run. To see what failed: npx playwright test --last-failed --trace on
    trace: "off",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: quietFlags },
  },
});
