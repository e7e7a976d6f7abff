import { PassThrough } from "node:stream";
import type { Readable } from "node:stream";
import { ZipFile } from "yazl";
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
import type { VersionView } from "@/lib/reward-models/schema";
import { findVersion } from "@/lib/reward-models/store";
import { cardKey, encoderFileName, encoderKey, graphKey, packedEncoderKey } from "@/lib/reward-models/version-files";
import { blobSize, readBlob } from "@/lib/storage";

/** A version with all that scoring needs, as one archive. Files keep no time of their own, so that it repeats itself. */
export const openBundle = async (
  actor: Actor,
  input: { projectId: string; versionId: string },
): Promise<{ name: string; byteSize: null; sha256: null; stream: Readable }> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const version = await findVersion(input.projectId, input.versionId);
  if (!version || version.state !== "done") throw notFound("trained reward model");
  const stem = `reward-model-v${version.number}`;
  const zip = new ZipFile();
  const options = { mtime: new Date(Date.UTC(1980, 0, 1)), mode: 0o100644, forceDosTimestamp: true };
  const files = {
    "model.onnx": graphKey,
    [encoderFileName(version)]: encoderKey,
    "encode.mjs": packedEncoderKey,
    "card.md": cardKey,
  };
  for (const [name, keyOf] of Object.entries(files)) {
    const key = keyOf(version.id);
    const size = await blobSize(key);
    // Versions trained before bundles were made have no packed encoder.
    if (size !== null) zip.addReadStreamLazy(`${stem}/${name}`, { ...options, size }, (done) => done(null, readBlob(key)));
  }
  for (const [file, text] of Object.entries(programsOf(version))) zip.addBuffer(Buffer.from(text, "utf8"), `${stem}/${file}`, options);
  zip.end();
  return { name: `${stem}.zip`, byteSize: null, sha256: null, stream: zip.outputStream.pipe(new PassThrough()) };
};

const programsOf = (version: VersionView): Record<string, string> => {
  const name = `Reward model v${version.number}`;
  if (version.encoder === "lexical") return { "score.mts": typescriptSnippet, "score.py": pythonSnippet, "README.md": bundleReadme(name) };
  if (version.options.tuneLayers > 0)
    return { "score.mts": tunedTypescriptSnippet, "score.py": tunedPythonSnippet, "README.md": tunedBundleReadme(name, version.encoder) };
  // An encoder as it came is not ours to hand on, and without it no program scores from texts.
  return { "README.md": encoderBundleReadme(name, version.encoder) };
};
