import type { Tx } from "@/lib/db";
import { keepHeapSteady } from "@/lib/steady-heap";

/** Items of a project by their place in it: from one on and before another. */
export type ItemStretch = { from: number; before: number };

/**
 * All items of a project in stretches of `size` places, for whoever reads what hangs on them: the rows of a million labels, all at hand at
 * once, take gigabytes. None where the project has no items.
 */
export async function* itemStretches(tx: Tx, projectId: string, size: number): AsyncGenerator<ItemStretch> {
  const { _max } = await tx.item.aggregate({ where: { projectId }, _max: { ordinal: true } });
  for (let from = 0; from <= (_max.ordinal ?? -1); from += size) {
    if (from > 0) keepHeapSteady();
    yield { from, before: from + size };
  }
}
