import type { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import {
  bundleReadme,
  encoderBundleReadme,
  pythonSnippet,
  tunedBundleReadme,
  typescriptSnippet,
} from "@/lib/reward-models/bundle-snippets";
import { tunedPythonSnippet, tunedTypescriptSnippet } from "@/lib/reward-models/bundle-tuned-snippets";
import { checkModelFile } from "@/lib/reward-models/read-model-file";
import type { VersionView } from "@/lib/reward-models/schema";
import { artifactKey, findVersion } from "@/lib/reward-models/store";
import { encoderTitle } from "@/lib/reward-models/encoder-title";
import { cardKey, encoderFileName, encoderKey, folderOfFile, graphKey, packedEncoderKey } from "@/lib/reward-models/version-files";
import { blobSize, readBlob } from "@/lib/storage";
import { zipStream } from "@/lib/zip-stream";

/** A version with all that scoring needs, as one archive. */
export const openBundle = async (
  actor: Actor,
  input: { projectId: string; versionId: string },
): Promise<{ name: string; byteSize: null; sha256: null; stream: Readable }> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const version = await findVersion(input.projectId, input.versionId);
  if (!version || version.state !== "done") throw notFound("trained reward model");
  // A bundle leaves the house: nobody could tell there that a file of it was damaged before.
  let folder = "";
  for (const artifact of ["model", "encoder"] as const) {
    const stored = await artifactKey(input.projectId, version.id, artifact);
    if (!stored) throw notFound("trained reward model");
    await checkModelFile(stored.key, stored.sha256);
    folder = folderOfFile(stored.key);
  }
  const stem = `reward-model-v${version.number}`;
  const files = {
    "model.onnx": graphKey,
    [encoderFileName(version)]: encoderKey,
    "encode.mjs": packedEncoderKey,
    "card.md": cardKey,
  };
  const stored = await Promise.all(
    Object.entries(files).map(async ([name, keyOf]) => ({
      name: `${stem}/${name}`,
      key: keyOf(folder),
      byteSize: await blobSize(keyOf(folder)),
    })),
  );
  const stream = zipStream([
    // Versions trained before bundles were made have no packed encoder.
    ...stored.flatMap(({ name, key, byteSize }) => (byteSize === null ? [] : [{ name, byteSize, open: () => readBlob(key) }])),
    ...Object.entries(programsOf(version)).map(([file, text]) => ({ name: `${stem}/${file}`, bytes: Buffer.from(text, "utf8") })),
  ]);
  return { name: `${stem}.zip`, byteSize: null, sha256: null, stream };
};

const programsOf = (version: VersionView): Record<string, string> => {
  const name = `Reward model v${version.number}`;
  if (version.encoder === "lexical") return { "score.mts": typescriptSnippet, "score.py": pythonSnippet, "README.md": bundleReadme(name) };
  if (version.options.tuneLayers > 0)
    return {
      "score.mts": tunedTypescriptSnippet,
      "score.py": tunedPythonSnippet,
      "README.md": tunedBundleReadme(name, encoderTitle(version.encoder)),
    };
  // An encoder as it came is not ours to hand on, and without it no program scores from texts.
  return { "README.md": encoderBundleReadme(name, encoderTitle(version.encoder)) };
};
