import { chromium } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import { quantile, startAnnotators } from "@/bench/desk-load";
import { serveDesk } from "@/bench/desk-server";
import type { DeskServer } from "@/bench/desk-server";
import { ensureChromium } from "@/scripts/bootstrap/chromium.mjs";

/**
 * The desk in a real Chromium. `keys`: from the key that submits to the next item painted, while 100 simulated annotators work
 * on the same server; and how many keys an item takes. `rich`: the same with conversations of five turns and responses of 3 to 6
 * thousand letters with code, a table and formulas. `page`: what opening the desk costs. `long`: a conversation of a
 * thousand turns, and a prompt of a megabyte.
 */

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const items = 120;
const thinkMs = 3_000;

const browse = async <Result>(
  server: DeskServer,
  cookie: string,
  run: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> => {
  const browser = await chromium.launch({ executablePath: await ensureChromium(() => undefined), args: flags });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    // The TypeScript loader names functions by a helper of its own, which a page does not have.
    await context.addInitScript("globalThis.__name ??= (named) => named");
    await context.addCookies([{ name: "next-auth.session-token", value: cookie, url: server.url, httpOnly: true, sameSite: "Lax" }]);
    return await run(await context.newPage(), context);
  } finally {
    await browser.close();
  }
};

const address = (server: DeskServer): string => `${server.url}/projects/test/annotate`;
const prompt = (page: Page) => page.getByRole("region", { name: "Prompt" });

/** In the page: times each Enter until another prompt is on screen and painted. */
const installStopwatch = (): void => {
  const times: number[] = [];
  Object.assign(window, { plumblineTimes: times });
  const shown = (): string =>
    [...document.querySelectorAll<HTMLElement>(".desk-prompt")].find((element) => element.offsetParent !== null)?.innerText ?? "";
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter") return;
      const [started, before] = [event.timeStamp, shown()];
      const look = (): void => {
        const now = shown();
        if (now === "" || now === before) {
          requestAnimationFrame(look);
          return;
        }
        // This frame holds the next item; it is on screen when the task after its frame runs.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - started);
          channel.port2.postMessage(null);
        });
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
};

async function* keysToPaint(part: "keys" | "rich"): AsyncGenerator<object> {
  const rich = part === "rich";
  const server = await serveDesk({ people: 101, tasks: rich ? 2_000 : 8_000, overlap: 1, rich, turns: rich ? 5 : 1 });
  try {
    const [own = "", ...others] = server.cookies;
    const annotators = startAnnotators(server, others, thinkMs);
    const row = await browse(server, own, async (page) => {
      await page.goto(address(server));
      await prompt(page).waitFor();
      await page.evaluate(installStopwatch);
      let keys = 0;
      for (let n = 0; n < items; n += 1) {
        const before = await prompt(page).innerText();
        for (const key of [String((n % 5) + 1), "Enter"]) {
          await page.keyboard.press(key);
          keys += 1;
        }
        await page.waitForFunction(
          (text) =>
            [...document.querySelectorAll<HTMLElement>(".desk-prompt")].some(
              (element) => element.offsetParent !== null && element.innerText !== text,
            ),
          before,
        );
        // A reader takes longer than this; the next items are drawn meanwhile.
        await page.waitForTimeout(250);
      }
      const times = await page.evaluate((): unknown => Reflect.get(window, "plumblineTimes"));
      const measured = Array.isArray(times) ? times.map(Number) : [];
      return {
        bench: "desk-speed",
        part,
        peer: {
          name: "none publishes a figure for this",
          keysPerItem:
            "Potato: 1 and Enter, strength has no keys; Argilla: a digit a question and Enter; Label Studio: a digit and Ctrl+Enter (their documentation)",
        },
        ours: {
          items: measured.length,
          keyToPaintMs: { p50: quantile(measured, 0.5), p95: quantile(measured, 0.95), max: quantile(measured, 1) },
          keysPerItem: keys / items,
        },
        load: { annotators: others.length, thinkSeconds: thinkMs / 1_000, submitMs: { p95: quantile(annotators.submits, 0.95) } },
      };
    });
    await annotators.stop();
    yield row;
  } finally {
    await server.stop();
  }
}

async function* pageCost(): AsyncGenerator<object> {
  const server = await serveDesk({ people: 1, tasks: 50, overlap: 1 });
  try {
    yield await browse(server, server.cookies[0] ?? "", async (page, context) => {
      const network = await context.newCDPSession(page);
      await network.send("Network.enable");
      let [requests, sent, unpacked] = [0, 0, 0];
      network.on("Network.loadingFinished", ({ encodedDataLength }) => {
        requests += 1;
        sent += encodedDataLength;
      });
      network.on("Network.dataReceived", ({ dataLength }) => {
        unpacked += dataLength;
      });
      const started = performance.now();
      await page.goto(address(server));
      await prompt(page).waitFor();
      const ms = performance.now() - started;
      await page.waitForLoadState("networkidle");
      const megabytes = (bytes: number): number => Math.round(bytes / 10_000) / 100;
      return {
        bench: "desk-speed",
        part: "page",
        peer: { name: "Potato 2.8, as reported", requests: 38, megabytes: 1.44, gzippedMegabytes: 0.32 },
        ours: { requests, megabytesSent: megabytes(sent), megabytesUnpacked: megabytes(unpacked), openMs: Math.round(ms) },
      };
    });
  } finally {
    await server.stop();
  }
}

async function* longItems(): AsyncGenerator<object> {
  for (const [what, planting] of [
    ["1,000 turns", { turns: 1_001 }],
    ["a prompt of 1 MB", { promptChars: 1_000_000 }],
  ] as const) {
    const server = await serveDesk({ people: 1, tasks: 4, overlap: 1, ...planting });
    try {
      yield await browse(server, server.cookies[0] ?? "", async (page) => {
        const started = performance.now();
        await page.goto(address(server));
        await prompt(page).waitFor();
        const shown = performance.now() - started;
        const earlier = page.getByRole("button", { name: /earlier turns/ });
        const unfolding = performance.now();
        if (await earlier.isVisible()) {
          await earlier.click();
          await page.getByText(/^Turn 0 of item/).waitFor();
        }
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const unfolded = performance.now() - unfolding;
        await page.evaluate(installStopwatch);
        const text = (await prompt(page).innerText()).slice(0, 40);
        await page.keyboard.press("3");
        await page.keyboard.press("Enter");
        await page.waitForFunction((before) => {
          const visible = [...document.querySelectorAll<HTMLElement>(".desk-prompt")].find((element) => element.offsetParent !== null);
          return visible !== undefined && !visible.innerText.startsWith(before);
        }, text);
        await page.waitForTimeout(500);
        const times = await page.evaluate((): unknown => Reflect.get(window, "plumblineTimes"));
        return {
          bench: "desk-speed",
          part: "long",
          what,
          peer: { name: "Label Studio: 30 s to open 21 tasks of 50 kB (its issue 1124)" },
          ours: {
            openMs: Math.round(shown),
            unfoldMs: Math.round(unfolded),
            nextItemMs: Array.isArray(times) ? times.map((time) => Math.round(Number(time))) : [],
          },
        };
      });
    } finally {
      await server.stop();
    }
  }
}

const parts: Record<string, () => AsyncGenerator<object>> = {
  page: pageCost,
  long: longItems,
  keys: () => keysToPaint("keys"),
  rich: () => keysToPaint("rich"),
};

export async function* deskSpeed({ only }: { only?: string }): AsyncGenerator<object> {
  for (const [name, part] of Object.entries(parts)) if (only === undefined || only === name) yield* part();
}
