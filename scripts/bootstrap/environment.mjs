/**
 * What every tool that the bootstrap starts needs to stay off the network: Prisma looks for a native engine to download
 * unless it is shown any existing file, onnxruntime-node would fetch a GPU provider, Next and Prisma would report usage.
 */
export const offlineEnvironment = () => ({
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ?? process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
  ONNXRUNTIME_NODE_INSTALL: "skip",
  NEXT_TELEMETRY_DISABLED: "1",
});
