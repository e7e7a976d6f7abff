import { randomBytes } from "node:crypto";
import path from "node:path";

export const modelBlobs = "reward-models";

/** Keys of a version's files among the blobs begin so. */
export const versionFolder = (versionId: string): string => `${modelBlobs}/${versionId}`;

/**
 * Where one try at a training writes its files. A worker that stood still, was taken for dead and wakes writes no file of the version
 * that its successor finished; the version's row names the files of the try that is the version.
 */
export const newTryFolder = (versionId: string): string => `${versionFolder(versionId)}/${randomBytes(6).toString("hex")}`;

/** The folder of all files of a finished version, of which its row names one. */
export const folderOfFile = (key: string): string => path.posix.dirname(key);

export const graphKey = (folder: string): string => `${folder}/model.onnx`;
export const encoderKey = (folder: string): string => `${folder}/encoder.json.gz`;
/** What that file is called where it is handed out: a fine-tuned model is one file of weights, all others are packed JSON. */
export const encoderFileName = ({ options }: { options: { tuneLayers: number } }): string =>
  options.tuneLayers > 0 ? "model.safetensors" : "encoder.json.gz";
/** The ensemble beside a stack; there is none where the model's own file holds its members. */
export const spreadKey = (folder: string): string => `${folder}/spread.json.gz`;
/** The encoder as a program, for the bundle. */
export const packedEncoderKey = (folder: string): string => `${folder}/encode.mjs`;
export const cardKey = (folder: string): string => `${folder}/card.md`;
/** What an interrupted training goes on from, whichever try wrote it; removed when it is done. */
export const checkpointKey = (versionId: string): string => `${versionFolder(versionId)}/checkpoint.bin`;
