import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { librariesNotFound, missingCudaLibraries } from "./cuda-libraries";

describe("missingCudaLibraries", () => {
  it("names the provider's own file where it was never installed", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "cuda-"));
    try {
      expect(missingCudaLibraries(folder)).toEqual(["libonnxruntime_providers_shared.so"]);
      await writeFile(path.join(folder, "libonnxruntime_providers_shared.so"), "");
      expect(missingCudaLibraries(folder)).toEqual(["libonnxruntime_providers_cuda.so"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("reads what the loader cannot find", () => {
    const listing =
      "\tlinux-vdso.so.1 (0x00007ffc)\n\tlibcublasLt.so.13 => not found\n\tlibm.so.6 => /lib/libm.so.6 (0x0000)\n\tlibcuda.so.1 => not found\n";
    expect(librariesNotFound(listing)).toEqual(["libcublasLt.so.13", "libcuda.so.1"]);
  });
});
