import type { HeadSpec } from "@/lib/ml/reward/heads";
import type { LossName, LossOptions } from "@/lib/ml/reward/examples";
import type { Provider } from "@/lib/onnx/session";

/** What a training of heads is asked for, as plain data. */
export interface HeadSettings {
  head: HeadSpec["head"];
  loss: LossName;
  options: LossOptions & { hidden: number; rank: number; penalty: number; ensemble: number };
  folds: number;
  seed: number;
  threads: number;
  provider?: "auto" | Provider;
}
