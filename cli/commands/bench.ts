import { availableParallelism } from "node:os";
import { z } from "zod";
import { benches } from "@/bench/main";
import { UsageError, defineCommand } from "@/cli/command";
import type { OutputValue } from "@/cli/command";

const rowSchema = z.record(z.string(), z.json());

/** Estimates and counts as plain JSON, whatever type the bench gave them. */
const plain = (row: object): Record<string, OutputValue> => rowSchema.parse(JSON.parse(JSON.stringify(row)));

export const command = defineCommand({
  name: "bench",
  describe: "run a benchmark and print one JSON object a row, with the peer's side and ours; `bench list` names them",
  argument: { name: "<name>", describe: "name of a benchmark, or list" },
  options: [{ flags: "--only <part>", describe: "one part of it, say one data set" }],
  schema: z.object({ args: z.tuple([z.string()], "is needed"), only: z.string().optional() }),
  run: async ({ seed, threads, control, printRow }, { args: [name], only }) => {
    if (name === "list" && only !== undefined) throw new UsageError("--only: is a part of one benchmark, not for `bench list`");
    if (name === "list") return { benches: benches.map(({ name: known, about }) => ({ name: known, about })) };
    const bench = benches.find((known) => known.name === name);
    if (!bench) throw new UsageError(`there is no benchmark ${name}; there are: ${benches.map((known) => known.name).join(", ")}`);
    let rows = 0;
    for await (const row of bench.run({ seed, threads: threads ?? availableParallelism(), ...(only === undefined ? {} : { only }) })) {
      control.signal.throwIfAborted();
      printRow(plain(row));
      rows += 1;
    }
    if (rows === 0 && only !== undefined) throw new UsageError(`${name} has no part ${only}: ${bench.about}`);
    return { rows };
  },
});
