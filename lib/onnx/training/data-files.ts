import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { scratchFolder } from "@/lib/scratch-folder";
import type { ElementType, ExternalContent } from "@/lib/onnx/graph/graph";
import type { TensorSpec } from "@/lib/onnx/graph/training-loop";

/**
 * Data sets of a training as files that the runtime maps into memory: they are there once, however they are used, and the system
 * may drop and reread what is not needed at the moment. From memory it would copy them.
 */

/** Elements in memory, or the name of a file of raw little-endian elements in the data folder. */
export type TensorSource = Float32Array | BigInt64Array | { file: string };

export interface DataFiles {
  folder: string;
  contents: ReadonlyMap<string, ExternalContent>;
  byteLength: number;
  /** Removes what `placeData` wrote; files that were there stay. */
  remove: () => Promise<void>;
}

const BYTES: Record<ElementType, number> = { float: 4, int64: 8, bool: 1 };

/** `folder` is where `{ file }` sources lie; without it a temporary folder is made. */
export const placeData = async (
  specs: readonly TensorSpec[],
  sources: Readonly<Record<string, TensorSource>>,
  folder: string | null,
): Promise<DataFiles> => {
  const home = folder === null ? await scratchFolder() : await mkdtemp(path.join(folder, "training-"));
  const base = folder ?? home;
  const contents = new Map<string, ExternalContent>();
  let total = 0;
  for (const { name, shape, type = "float" } of specs) {
    const source = sources[name];
    if (!source) throw new RangeError(`data must hold "${name}"`);
    const byteLength = shape.reduce((product, size) => product * size, BYTES[type]);
    let file = "file" in source ? source.file : path.relative(base, path.join(home, `${name}.bin`));
    if (!("file" in source)) {
      if (source.byteLength !== byteLength)
        throw new RangeError(`data.${name} has ${source.length} elements; [${shape.join(", ")}] wants ${byteLength / BYTES[type]}`);
      await writeFile(path.join(base, file), new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
    }
    file = file.split(path.sep).join("/");
    contents.set(name, { file, offset: 0, byteLength });
    total += byteLength;
  }
  return { folder: base, contents, byteLength: total, remove: () => rm(home, { recursive: true, force: true }) };
};
