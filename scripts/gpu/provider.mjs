import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../bootstrap/paths.mjs";

// What the CUDA provider is: the two files that onnxruntime-node loads when it is asked for a GPU, and where they go.

const require = createRequire(path.join(root, "package.json"));

/** The provider must be of the very version whose libonnxruntime.so it is loaded into. */
export const runtimeVersion = "1.29.0";

/** The provider as an npm package: built for CUDA 13 by its publisher, MIT. Hashes are of the files inside. */
export const provider = {
  package: "com.github.asus4.onnxruntime.linux-x64-gpu@0.4.9",
  folder: "package/Plugins/Linux/x64",
  files: {
    "libonnxruntime_providers_shared.so": "c6a12593396095f5670160e284c35d1700b7708cf3037b7042e2a5200ccae772",
    "libonnxruntime_providers_cuda.so": "56cf3254b118ad837ccc4ed8f6d1b23504bbf7ef91b34cbc0b289cb7f10b3037",
  },
};

export const packageFolder = () => path.dirname(require.resolve("onnxruntime-node/package.json"));

/** The folder of onnxruntime-node's binaries. */
export function binaryFolder() {
  const installed = require("onnxruntime-node/package.json");
  if (installed.version !== runtimeVersion) {
    throw new Error(`onnxruntime-node is ${installed.version}; the provider that is known here is for ${runtimeVersion}`);
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`the CUDA provider exists for linux/x64 only; this is ${process.platform}/${process.arch}`);
  }
  return path.join(packageFolder(), "bin/napi-v6/linux/x64");
}

/**
 * @param {string} file
 * @returns {Promise<string>}
 */
export const sha256 = (file) =>
  new Promise((resolve, reject) => {
    const hash = createHash("sha256");
    fs.createReadStream(file)
      .on("error", reject)
      .on("data", (part) => hash.update(part))
      .on("end", () => resolve(hash.digest("hex")));
  });
