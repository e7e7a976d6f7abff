import { z } from "zod";
import { rewardLexical } from "@/bench/reward-lexical";
import { defineCommand } from "@/cli/command";
import type { CommandResult } from "@/cli/command";

type Bench = { about: string; rows: (settings: { seed: number; threads: number }) => AsyncIterable<CommandResult> };

/** Every benchmark: one file under bench/ each, the peer's side beside ours. */
const benches: Record<string, Bench> = {
  "reward-lexical": {
    about: "the lexical reward model on held-out prompts of public sets, against “the longer response wins”",
    rows: rewardLexical,
  },
};

export const command = defineCommand({
  name: "bench",
  describe: "run a benchmark, printing one JSON object a row, or list them",
  argument: { name: "<name>", describe: "the benchmark, or list" },
  options: [],
  schema: z.object({
    args: z.tuple([
      z
        .string()
        .refine((name) => name === "list" || name in benches, { error: `must be list or one of ${Object.keys(benches).join(", ")}` }),
    ]),
  }),
  run: async ({ seed, threads, control, printRow }, { args: [name] }) => {
    const bench = benches[name];
    if (!bench) return { benches: Object.entries(benches).map(([key, { about }]) => ({ name: key, about })) };
    let rows = 0;
    for await (const row of bench.rows({ seed, threads: threads ?? 1 })) {
      control.signal.throwIfAborted();
      printRow(row);
      rows += 1;
    }
    return { bench: name, rows };
  },
});
