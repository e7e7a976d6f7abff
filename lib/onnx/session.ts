import "server-only";
import * as ort from "onnxruntime-node";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { missingCudaLibraries } from "./cuda-libraries";

/** The only door to ONNX Runtime. Runs block their thread, so callers live in a worker thread and keep each run short. */

export type Provider = "cpu" | "cuda";

export interface Tensor {
  /** Row-major. Float32 for `float`, BigInt64 for `int64`. */
  data: Float32Array | BigInt64Array;
  shape: readonly number[];
}

export interface SessionSettings {
  /** Bound on the threads inside one operator. The runtime's own default takes every core of a shared host. Default 1. */
  threads?: number;
  /** Default: ORT_PROVIDER. */
  provider?: "auto" | Provider;
  /** Folder in which a model's external tensors lie. */
  dataFolder?: string;
  /**
   * Whether the runtime remembers the tensors of a run and takes one block for them all in the next. It then holds the blocks of the
   * first run too, which a session of a few runs over many rows had better not. Default true.
   */
  memoryPattern?: boolean;
  /** Where to write the model as the runtime rearranged it, for checks. */
  optimisedModelFile?: string;
}

export interface Session {
  readonly provider: Provider;
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Record<string, Float32Array>>;
  release(): Promise<void>;
}

/**
 * Loads a model. `auto` tries CUDA and falls back to the CPU, logging why; `cuda` refuses to run elsewhere. The binding cannot
 * tell beforehand whether CUDA works: only creating a session does, and it throws when a library is missing.
 */
export const openSession = async (model: Uint8Array, settings: SessionSettings = {}): Promise<Session> => {
  const wanted = settings.provider ?? env().ORT_PROVIDER;
  if (wanted === "cuda" || (wanted === "auto" && !cudaIsMissing)) {
    try {
      assertLibraries();
      return wrap(await create(model, ["cuda", "cpu"], settings), "cuda");
    } catch (error) {
      const reason = missingPart(error);
      if (wanted === "cuda") {
        throw new AppError("unavailable", {
          message: `CUDA was demanded and cannot be used: ${reason}`,
          userMessage: `ORT_PROVIDER=cuda asks for a GPU that cannot be used here: ${reason}. Set it to auto or cpu, or install what is missing.`,
          cause: error,
        });
      }
      cudaIsMissing = true;
      log.info({ reason }, "CUDA cannot be used; models run on the CPU");
    }
  }
  return wrap(await create(model, ["cpu"], settings), "cpu");
};

const assertLibraries = (): void => {
  const missing = missingCudaLibraries();
  if (missing.length > 0) throw new Error(missing.map((library) => `${library}: cannot open shared object file`).join("; "));
};

/** Asked once a process: a missing library does not come back, and each try costs a failed load. */
let cudaIsMissing = false;

const create = (model: Uint8Array, executionProviders: string[], settings: SessionSettings): Promise<ort.InferenceSession> =>
  ort.InferenceSession.create(model, {
    executionProviders,
    intraOpNumThreads: settings.threads ?? 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    enableMemPattern: settings.memoryPattern ?? true,
    ...(settings.optimisedModelFile === undefined ? {} : { optimizedModelFilePath: settings.optimisedModelFile }),
    extra: {
      session: {
        // Initializers are as large as they are; the arena would round them up to a power of two.
        use_device_allocator_for_initializers: "1",
        ...(settings.dataFolder === undefined ? {} : { model_external_initializers_file_folder_path: settings.dataFolder }),
      },
    },
  });

/** The libraries that the loader could not find, where the message names them. */
const missingPart = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const libraries = [...message.matchAll(/(lib[\w.+-]+\.so[\w.]*)(?=: cannot open|[^:;]*No such file)/g)].map(([library]) => library);
  if (libraries.length > 0) return `${libraries.join(", ")} ${libraries.length > 1 ? "are" : "is"} missing`;
  return message.split("\n", 1).join("");
};

const wrap = (session: ort.InferenceSession, provider: Provider): Session => ({
  provider,
  run: async (inputs) => {
    const feeds = Object.fromEntries(Object.entries(inputs).map(([name, { data, shape }]) => [name, toOrt(data, shape)]));
    const results = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => {
        if (!(tensor.data instanceof Float32Array)) throw new RangeError(`output ${name} is ${tensor.type}, not float32`);
        return [name, tensor.data];
      }),
    );
  },
  release: () => session.release(),
});

const toOrt = (data: Float32Array | BigInt64Array, shape: readonly number[]): ort.Tensor =>
  data instanceof Float32Array ? new ort.Tensor("float32", data, [...shape]) : new ort.Tensor("int64", data, [...shape]);
