/** Keys of a version's files among the blobs. */
export const versionFolder = (versionId: string): string => `reward-models/${versionId}`;

export const graphKey = (versionId: string): string => `${versionFolder(versionId)}/model.onnx`;
export const encoderKey = (versionId: string): string => `${versionFolder(versionId)}/encoder.json.gz`;
/** What that file is called where it is handed out: a fine-tuned model is one file of weights, all others are packed JSON. */
export const encoderFileName = ({ options }: { options: { tuneLayers: number } }): string =>
  options.tuneLayers > 0 ? "model.safetensors" : "encoder.json.gz";
/** The ensemble beside a stack; there is none where the model's own file holds its members. */
export const spreadKey = (versionId: string): string => `${versionFolder(versionId)}/spread.json.gz`;
/** The encoder as a program, for the bundle. */
export const packedEncoderKey = (versionId: string): string => `${versionFolder(versionId)}/encode.mjs`;
export const cardKey = (versionId: string): string => `${versionFolder(versionId)}/card.md`;
/** What an interrupted training goes on from; removed when it is done. */
export const checkpointKey = (versionId: string): string => `${versionFolder(versionId)}/checkpoint.bin`;
