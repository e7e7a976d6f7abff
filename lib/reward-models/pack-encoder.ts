import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The lexical encoder as one file for Node, without dependencies: what a bundle turns texts into the graph's inputs with. */
export const packEncoder = async (): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "lib/onnx/heads/bundle/encode.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    minifyWhitespace: true,
    minifySyntax: true,
    alias: { "@": root.replace(/\/$/, "") },
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("the encoder was not packed");
  return file.contents;
};
