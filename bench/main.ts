import { importMemory } from "@/bench/import-memory";
import { rewardLexical } from "@/bench/reward-lexical";

export type BenchSettings = { seed: number; threads: number; only?: string };

type Bench = { name: string; about: string; run: (settings: BenchSettings) => AsyncIterable<object> };

/** Every benchmark: each yields rows with the peer's side beside ours, measured in the same run. */
export const benches: Bench[] = [
  {
    name: "reward-lexical",
    about: "the built-in reward model on unseen prompts of public preference sets, against “longer wins”",
    run: rewardLexical,
  },
  {
    name: "import-memory",
    about: "memory and speed of an import of 100 MB and of 1 GB; takes some minutes and 4 GB of temporary disk",
    run: importMemory,
  },
];
