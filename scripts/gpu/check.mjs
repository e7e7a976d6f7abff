import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../bootstrap/paths.mjs";
import { ensurePrograms, programArguments } from "../bootstrap/programs.mjs";

// `npm run gpu:check`: the engine's tests on CUDA, then its benchmark on the processor and on CUDA, whose losses must agree.
// `--provider cpu` compares the processor with itself, which shows that the check works where there is no GPU.

/** Largest relative difference between the losses of the two. */
const TOLERANCE = 1e-4;
const suites = ["lib/onnx/graph", "lib/onnx/training", "lib/onnx/session.test.ts"];

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** TF32 keeps ten bits of a product's operands: off, or CUDA cannot agree with the processor. */
const exact = { NVIDIA_TF32_OVERRIDE: "0" };

/**
 * @param {string} provider
 * @param {string | undefined} only
 * @returns {Map<string, { loss: number, seconds: number }>} by row
 */
function benchmark(provider, only) {
  const args = programArguments("cli/main.ts", ["bench", "reward", ...(only === undefined ? [] : ["--only", only])]);
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e8,
    // No such Python: the peers are not wanted here.
    env: { ...process.env, ...exact, ORT_PROVIDER: provider, PLUMBLINE_PYTHON: "/nonexistent/python3" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (done.status !== 0) throw new Error(`the benchmark failed on ${provider}`);
  const rows = done.stdout.split("\n").filter((line) => line.startsWith("{"));
  return new Map(
    rows.flatMap((line) => {
      const { row, batch, stopping, ours } = JSON.parse(line);
      const loss = ours?.loss ?? ours?.objective;
      if (typeof loss !== "number") return [];
      if (ours.provider !== provider) throw new Error(`row ${row} ran on ${ours.provider}, not on ${provider}`);
      return [[[row, batch, stopping].filter(Boolean).join(", "), { loss, seconds: ours.seconds ?? ours.stepMs / 1000 }]];
    }),
  );
}

try {
  const { values } = parseArgs({ options: { provider: { type: "string", default: "cuda" }, only: { type: "string" } } });
  const { provider, only } = values;
  if (provider !== "cuda" && provider !== "cpu") throw new Error(`--provider is cuda or cpu, not ${provider}`);
  await ensurePrograms();
  const probe = spawnSync(process.execPath, programArguments("bench/gpu-probe.ts", [provider]), {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...exact, LOG_LEVEL: "silent" },
  });
  if (probe.status !== 0) throw new Error(probe.stderr.trim());
  say(`the engine's tests on ${provider}`);
  const tests = spawnSync(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", ...suites], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...exact, ORT_PROVIDER: provider },
  });
  if (tests.status !== 0) throw new Error(`the engine's tests fail on ${provider}: see above`);
  const [here, there] = [benchmark("cpu", only), benchmark(provider, only)];
  let worst = 0;
  for (const [row, { loss, seconds }] of here) {
    const other = there.get(row);
    if (!other) throw new Error(`row ${row} is missing on ${provider}`);
    const difference = Math.abs(other.loss - loss) / Math.abs(loss);
    worst = Math.max(worst, difference);
    say(
      JSON.stringify({
        row,
        cpuSeconds: seconds,
        [`${provider}Seconds`]: other.seconds,
        loss,
        difference,
        agrees: difference <= TOLERANCE,
      }),
    );
  }
  if (here.size === 0) throw new Error("the benchmark gave no rows to compare");
  if (!(worst <= TOLERANCE)) throw new Error(`losses differ by ${worst.toExponential(1)}; at most ${TOLERANCE} is allowed`);
  say(`${here.size} rows agree to ${worst.toExponential(1)}`);
} catch (error) {
  process.stderr.write(`gpu:check: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
