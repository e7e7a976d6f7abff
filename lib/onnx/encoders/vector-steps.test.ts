import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { noCache } from "@/lib/onnx/text-cache";
import { openTokenizer } from "@/lib/onnx/tokenizer";
import { openEncoderFolder } from "./open-folder";
import { writeSafetensors } from "./safetensors";
import { openTextEncoder } from "./text-encoder";
import { pythonForward } from "./testing/python-forward";
import { writeTinyEncoder } from "./testing/tiny-encoder";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-steps-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const models = "sentence_transformers.models";

/** A tiny BERT with a pooling of its own and parts after it, as sentence-transformers writes them. */
const writeSentenceEncoder = async (mode: string, after: readonly string[]): Promise<void> => {
  await writeTinyEncoder(folder, { family: "bert", seed: 11 });
  await writeFile(
    path.join(folder, "1_Pooling/config.json"),
    JSON.stringify({ word_embedding_dimension: 24, pooling_mode_mean_tokens: false, [`pooling_mode_${mode}`]: true }),
  );
  const modules = [
    { type: `${models}.Transformer`, path: "" },
    { type: `${models}.Pooling`, path: "1_Pooling" },
  ];
  const random = createRandom(5);
  let width = 24;
  for (const [k, what] of after.entries()) {
    const part = `${k + 2}_${what === "Normalize" ? what : "Dense"}`;
    modules.push({ type: `${models}.${what === "Normalize" ? what : "Dense"}`, path: part });
    if (what === "Normalize") continue;
    const out = width - 5;
    const draw = (size: number): Float32Array => Float32Array.from({ length: size }, () => 0.4 * random.normal());
    await mkdir(path.join(folder, part));
    const bias = what !== "Identity";
    const config = { in_features: width, out_features: out, bias, activation_function: `torch.nn.modules.activation.${what}` };
    await writeFile(path.join(folder, part, "config.json"), JSON.stringify(config));
    const tensors = new Map([["linear.weight", { shape: [out, width], data: draw(out * width) }]]);
    if (bias) tensors.set("linear.bias", { shape: [out], data: draw(out) });
    await writeFile(path.join(folder, part, "model.safetensors"), writeSafetensors(tensors));
    width = out;
  }
  await writeFile(path.join(folder, "modules.json"), JSON.stringify(modules));
};

const texts = ["the river is over the stone", "because", "A garden, and a market! paper 42? it's the-window of the example", ""];

const numpy = ((): boolean => {
  try {
    execFileSync("python3", ["-c", "import numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // absent: those who have it check for all
  }
})();

describe.skipIf(!numpy)("a sentence encoder's pooling and parts, against a forward pass in NumPy", () => {
  it.each([
    { mode: "mean_tokens", after: ["Tanh"] },
    { mode: "max_tokens", after: [] },
    { mode: "mean_sqrt_len_tokens", after: [] },
    { mode: "max_tokens", after: ["ReLU", "Normalize"] },
    { mode: "cls_token", after: ["GELU", "Identity", "Normalize"] },
    { mode: "mean_sqrt_len_tokens", after: ["Normalize", "Sigmoid"] },
  ])("gives the same vectors: %j", async ({ mode, after }) => {
    await writeSentenceEncoder(mode, after);
    const file = path.join(folder, "tokenizer.json");
    const tokenizer = openTokenizer(JSON.parse(await readFile(file, "utf8")), file);
    const rows = texts.map((response, k) => ({ prompt: texts[(k + 1) % texts.length] ?? "", response }));
    const encoder = await openTextEncoder(folder, "sentences", { cache: noCache, provider: "cpu", limit: 32 });
    const ours = [await encoder.encodeTexts(texts), await encoder.encode(rows)];
    await encoder.close();
    const asked = [
      ...texts.map((text) => tokenizer.text(text, 32)),
      ...rows.map(({ prompt, response }) => tokenizer.pair(prompt, response, 32)),
    ];
    const expected = pythonForward(folder, asked);
    expect(encoder.width).toBe(expected[0]?.length);
    const flat = ours.flatMap((values) => Array.from(values));
    expect(flat).toHaveLength(expected.flat().length);
    for (const [k, value] of expected.flat().entries()) expect(Math.abs((flat[k] ?? Number.NaN) - value), `${k}`).toBeLessThan(2e-5);
  });
});

describe("parts of a sentence encoder", () => {
  it("are among the files that it consists of, and change what its vectors are kept under", async () => {
    await writeSentenceEncoder("max_tokens", ["Tanh"]);
    const opened = await openEncoderFolder(folder);
    expect(opened.files.map(({ name }) => name)).toEqual([
      "config.json",
      "tokenizer.json",
      "modules.json",
      "1_Pooling/config.json",
      "2_Dense/config.json",
      "2_Dense/model.safetensors",
      "model.safetensors",
    ]);
    expect(opened.files.every(({ byteSize }) => byteSize > 0)).toBe(true);
  });

  it("are refused in words where they cannot be built: wrong sizes, another activation, a program for weights, a way out of the folder", async () => {
    await writeSentenceEncoder("mean_tokens", ["Tanh"]);
    const config = path.join(folder, "2_Dense/config.json");
    const opening = () => openEncoderFolder(folder);
    await writeFile(config, JSON.stringify({ in_features: 48, out_features: 19, activation_function: "torch.nn.modules.activation.Tanh" }));
    await expect(opening()).rejects.toThrow("takes vectors of 48 numbers, and what comes before it gives 24");
    await writeFile(config, JSON.stringify({ in_features: 24, out_features: 8, activation_function: "torch.nn.modules.activation.Tanh" }));
    await expect(opening()).rejects.toThrow("the tensor linear.weight is [19, 24], 2_Dense/config.json makes it [8, 24]");
    await writeFile(config, JSON.stringify({ in_features: 24, out_features: 19, activation_function: "torch.nn.modules.activation.Mish" }));
    await expect(opening()).rejects.toThrow("its activation is “Mish”; these can be: Identity, Tanh");
    await rename(path.join(folder, "2_Dense/model.safetensors"), path.join(folder, "2_Dense/pytorch_model.bin"));
    await expect(opening()).rejects.toThrow("lacks 2_Dense/model.safetensors: its pytorch_model.bin is a program");
    const consist = (...parts: object[]) => writeFile(path.join(folder, "modules.json"), JSON.stringify(parts));
    await consist({ type: `${models}.Pooling`, path: "1_Pooling" }, { type: `${models}.Dense`, path: "../2_Dense" });
    await expect(opening()).rejects.toThrow("has a Dense layer in “../2_Dense”, which is no folder within it");
    await consist({ type: `${models}.Dense`, path: "2_Dense" }, { type: `${models}.Pooling`, path: "1_Pooling" });
    await expect(opening()).rejects.toThrow("has a part before its pooling that cannot be built here: Dense");
  });
});
