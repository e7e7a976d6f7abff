import "server-only";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Files that ONNX Runtime loads for CUDA, in the order in which it needs them. */
const PROVIDER_FILES = ["libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so"];

/** The folder in which the runtime looks for them. */
export const providerFolder = (): string => {
  const home = path.dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json"));
  return path.join(home, "bin/napi-v6", process.platform, process.arch);
};

/**
 * Libraries that CUDA needs and that the loader does not find; none where it looks complete. The runtime itself prints to standard
 * error before it throws, and its message does not name the file: so we look first.
 */
export const missingCudaLibraries = (folder: string = providerFolder()): string[] => {
  const absent = PROVIDER_FILES.filter((file) => !existsSync(path.join(folder, file)));
  if (absent.length > 0) return absent.slice(0, 1);
  const [, provider = ""] = PROVIDER_FILES;
  return librariesNotFound(spawnSync("ldd", [path.join(folder, provider)], { encoding: "utf8" }).stdout ?? "");
};

/** From what `ldd` prints. */
export const librariesNotFound = (listing: string): string[] =>
  [...listing.matchAll(/^\s*(\S+) => not found$/gm)].flatMap(([, library]) => (library === undefined ? [] : [library]));
