import { deskLoad } from "@/bench/desk-load";
import { deskSpeed } from "@/bench/desk-speed";
import { encoders } from "@/bench/encoders";
import { exportBench } from "@/bench/export";
import { exportRecipes } from "@/bench/export-recipes";
import { fuzzImports } from "@/bench/fuzz-imports";
import { importPairs } from "@/bench/import";
import { importMemory } from "@/bench/import-memory";
import { importSets } from "@/bench/import-sets";
import { reward } from "@/bench/reward";
import { rewardLexical } from "@/bench/reward-lexical";
import { rewardScale } from "@/bench/reward-scale";
import { routingReal } from "@/bench/routing-real";
import { routingSpeed } from "@/bench/routing-speed";
import { routingWorlds } from "@/bench/routing-worlds";

export type BenchSettings = { seed: number; threads: number; only?: string };

type Bench = { name: string; about: string; run: (settings: BenchSettings) => AsyncIterable<object> };

/** Every benchmark: each yields rows with the peer's side beside ours, measured in the same run. */
export const benches: Bench[] = [
  {
    name: "reward",
    about: "speed of the training engine beside PyTorch and scikit-learn; --only linear, mlp, full-batch, many or lora for a part",
    run: reward,
  },
  {
    name: "reward-lexical",
    about: "the built-in reward model on unseen prompts of public preference sets, against “longer wins”",
    run: rewardLexical,
  },
  {
    name: "reward-scale",
    about: "a training of the built-in recipe on 50,000 made-up pairs, in the worker's process: seconds and memory; --only N for fewer",
    run: rewardScale,
  },
  {
    name: "encoders",
    about: "the forward pass of a transformer encoder, beside PyTorch's on the same weights: difference and speed",
    run: encoders,
  },
  {
    name: "fuzz-imports",
    about: "2,000 files of every format and container, spoilt: none may crash, hang or fill memory; --only N for fewer",
    run: fuzzImports,
  },
  {
    name: "import",
    about: "a million pairs imported, beside a bare COPY of the same bytes: rows a second, memory, ratio; --only N for fewer",
    run: importPairs,
  },
  {
    name: "import-memory",
    about: "memory and speed of an import of 100 MB and of 1 GB; takes some minutes and 4 GB of temporary disk",
    run: importMemory,
  },
  {
    name: "import-sets",
    about: "the ten public preference sets imported by the command line: rows, labels and annotators as they are; --only NAME for one",
    run: importSets,
  },
  {
    name: "export",
    about:
      "a million pairs to Parquet and JSON lines beside DuckDB's own COPY, the first byte of a stream, labelling meanwhile; some minutes and 8 GB of temporary disk",
    run: exportBench,
  },
  {
    name: "export-recipes",
    about: "every setting of a recipe on three public sets, by the command line: counts add up, DuckDB reads what was written; --only NAME",
    run: exportRecipes,
  },
  {
    name: "desk-load",
    about: "labels a second over HTTP with 20 and 100 annotators who never pause, and whether one was lost; about a minute",
    run: deskLoad,
  },
  {
    name: "desk-speed",
    about:
      "the desk in a browser: from the key to the next item, what the page costs, conversations of a thousand turns; --only keys, rich, page or long for a part",
    run: deskSpeed,
  },
  {
    name: "routing-real",
    about:
      "share of a judge's errors that each order of asking people catches, on unseen prompts of public sets; ours beside the published",
    run: routingReal,
  },
  {
    name: "routing-worlds",
    about: "reward models that each order of asking leads to, in three made-up worlds, 20 seeds; --only A, B or C; a few minutes",
    run: routingWorlds,
  },
  {
    name: "routing-speed",
    about: "200 label mixes with 5 folds beside NumPy, and a million pairs scored and routed; --only mixes or million",
    run: routingSpeed,
  },
];
