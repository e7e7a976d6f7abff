import type { Provider } from "@/lib/onnx/session";

/** What the engine's tests run on: the processor, unless `npm run gpu:check` asks for CUDA. */
export const testProvider: Provider = process.env.ORT_PROVIDER === "cuda" ? "cuda" : "cpu";
