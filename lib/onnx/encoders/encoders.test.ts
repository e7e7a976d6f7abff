import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noCache } from "@/lib/onnx/text-cache";
import { openTokenizer } from "@/lib/onnx/tokenizer";
import { openEncoderFolder } from "./open-folder";
import { writeSafetensors } from "./safetensors";
import { openTextEncoder } from "./text-encoder";
import { referenceForward } from "./testing/reference-forward";
import { writeExportedOnnx } from "./testing/exported-onnx";
import { writeTinyEncoder } from "./testing/tiny-encoder";
import type { TextCache } from "@/lib/onnx/text-cache";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-encoder-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const readTokenizer = async () => {
  const file = path.join(folder, "tokenizer.json");
  return openTokenizer(JSON.parse(await readFile(file, "utf8")), file);
};
const texts = [
  "the river is over the stone",
  "because",
  "A garden, and a market!",
  "paper 42? it's the-window of the example and the river and the market",
  "",
];
const open = (cache: TextCache = noCache) => openTextEncoder(folder, "tiny", { cache, provider: "cpu", limit: 32 });

describe("an encoder from a folder", () => {
  it.each([
    { family: "bert" as const, seed: 1 },
    { family: "bert" as const, seed: 2, cls: true, layers: 3 },
    { family: "bert" as const, seed: 3, normalised: true, width: 32, heads: 8, inner: 64, prefix: "bert." },
    { family: "roberta" as const, seed: 4 },
    { family: "roberta" as const, seed: 5, cls: true, prefix: "roberta." },
    { family: "distilbert" as const, seed: 6, layers: 1 },
  ])("gives the vectors of a plain forward pass: %j", async (settings) => {
    const { config, weights } = await writeTinyEncoder(folder, settings);
    const bare = new Map([...weights].map(([name, weight]) => [name.slice(settings.prefix?.length ?? 0), weight]));
    const tokenizer = await readTokenizer();
    const encoder = await open();
    const alone = await encoder.encodeTexts(texts);
    const rows = texts.map((response, k) => ({ prompt: texts[(k + 1) % texts.length] ?? "", response }));
    const paired = await encoder.encode(rows);
    for (const [k, text] of texts.entries()) {
      for (const [vectors, tokens] of [
        [alone, tokenizer.text(text, 32)],
        [paired, tokenizer.pair(rows[k]?.prompt ?? "", text, 32)],
      ] as const) {
        const expected = referenceForward(config, bare, tokens, settings.normalised);
        const actual = vectors.subarray(k * config.width, (k + 1) * config.width);
        for (const [j, value] of expected.entries()) expect(Math.abs((actual[j] ?? Number.NaN) - value), `${text} ${j}`).toBeLessThan(2e-5);
      }
    }
    await encoder.close();
  });

  it("keeps vectors by the hash of the text, and works out nothing twice", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 7 });
    const kept = new Map<string, Uint8Array>();
    const cache: TextCache = {
      read: (name, hashes) =>
        Promise.resolve(
          new Map(
            hashes.flatMap((hash) => {
              const vector = kept.get(`${name} ${hash}`);
              return vector ? [[hash, vector] as const] : [];
            }),
          ),
        ),
      write: (name, entries) => {
        for (const { hash, vector } of entries) kept.set(`${name} ${hash}`, vector);
        return Promise.resolve();
      },
    };
    const one = await open(cache);
    const first = await one.encodeTexts([...texts, ...texts]);
    expect(one.describe().computed).toBe(texts.length);
    await one.close();
    const two = await open(cache);
    expect(await two.encodeTexts([...texts, ...texts])).toEqual(first);
    expect(two.describe().computed).toBe(0);
    await two.close();
    await writeTinyEncoder(folder, { family: "bert", seed: 8 });
    const other = await open(cache);
    await other.encodeTexts(texts);
    expect(other.describe().computed).toBe(texts.length);
    await other.close();
  });

  it("cuts a pair so that the answer keeps its beginning and the prompt its end", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const tokenizer = await readTokenizer();
    const whole = tokenizer.pair("the river is", "an stone", 32);
    expect(whole.ids).toEqual([2, 5, 7, 15, 3, 6, 8, 3]);
    expect(whole.segments).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    expect(whole.marked).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    const cut = tokenizer.pair("the river is over the stone", "an stone and the market", 9);
    expect(cut.ids).toEqual([2, 19, 5, 8, 3, 6, 8, 17, 3]);
    expect(tokenizer.text("the river is over the stone", 5).ids).toEqual([2, 5, 7, 15, 3]);
  });

  it("reads characters of two UTF-16 units as other tokenizers do: cut between them, rare Han apart, halves of one not at all", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const tokenizer = await readTokenizer();
    // Tags have no token of their own: with units counted, the word behind so many of them would be cut away.
    const tags = "\u{E0041}".repeat(9 * 64 - 5);
    expect(tokenizer.text(`${tags}river`, 9).ids).toEqual([2, 7, 3]);
    expect(tokenizer.pair(`river${tags}`, "an", 9).ids).toEqual([2, 7, 3, 6, 3]);
    expect(tokenizer.text("river\u{20000}river", 9).ids).toEqual([2, 7, 1, 7, 3]);
    expect(tokenizer.text("river\ud83d", 9).ids).toEqual([2, 7, 3]);
  });
});

describe("weights of an exported ONNX model", () => {
  it("are the same as those of the safetensors file, matrices found through the graph", async () => {
    const { weights } = await writeTinyEncoder(folder, { family: "bert", seed: 9 });
    const expected = await openEncoderFolder(folder);
    await rm(path.join(folder, "model.safetensors"));
    await writeFile(path.join(folder, "model.onnx"), writeExportedOnnx(weights));
    const actual = await openEncoderFolder(folder);
    expect(actual.weights).toEqual(expected.weights);
    weights.delete("encoder.layer.0.output.dense.weight");
    await writeFile(path.join(folder, "model.onnx"), writeExportedOnnx(weights));
    await expect(openEncoderFolder(folder)).rejects.toThrow("encoder.layer.0.output.dense.weight is missing");
    const whole = await readFile(path.join(folder, "model.onnx"));
    await writeFile(path.join(folder, "model.onnx"), whole.subarray(0, whole.length - 1000));
    await expect(openEncoderFolder(folder)).rejects.toThrow("not an ONNX model, or it was cut");
  });
});

describe("a folder that cannot be used", () => {
  const weightFile = () => path.join(folder, "model.safetensors");
  const opening = () => openEncoderFolder(folder);

  it("names a tensor that is missing", async () => {
    const { weights } = await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    weights.delete("encoder.layer.1.attention.self.key.bias");
    await writeFile(weightFile(), writeSafetensors(weights));
    await expect(opening()).rejects.toThrow("the tensor encoder.layer.1.attention.self.key.bias is missing");
  });

  it("names a tensor of another shape, and one that is not finite", async () => {
    const { weights } = await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const name = "encoder.layer.0.output.dense.weight";
    weights.set(name, { shape: [24, 47], data: new Float32Array(24 * 47) });
    await writeFile(weightFile(), writeSafetensors(weights));
    await expect(opening()).rejects.toThrow(`the tensor ${name} is [24, 47], config.json makes it [24, 48]`);
    weights.set(name, { shape: [24, 48], data: new Float32Array(24 * 48).fill(Number.NaN) });
    await writeFile(weightFile(), writeSafetensors(weights));
    await expect(opening()).rejects.toThrow(`the tensor ${name} holds values that are not finite`);
  });

  it("refuses parts and poolings that it cannot build, by name: their vectors would be others", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const pool = (config: object) => writeFile(path.join(folder, "1_Pooling/config.json"), JSON.stringify(config));
    const consist = (...parts: { type: string; path?: string }[]) => writeFile(path.join(folder, "modules.json"), JSON.stringify(parts));
    for (const mode of ["weightedmean_tokens", "lasttoken"]) {
      await pool({ pooling_mode_cls_token: false, pooling_mode_mean_tokens: false, [`pooling_mode_${mode}`]: true });
      await expect(opening()).rejects.toThrow(`asks for pooling by ${mode}, and only one of mean_tokens, mean_sqrt_len_tokens, max_tokens`);
    }
    for (const [mode, pooling] of [
      ["max_tokens", "max"],
      ["mean_sqrt_len_tokens", "mean-sqrt"],
    ] as const) {
      await pool({ pooling_mode_mean_tokens: false, [`pooling_mode_${mode}`]: true });
      expect((await opening()).config.pooling).toBe(pooling);
    }
    await pool({ pooling_mode_cls_token: true, pooling_mode_mean_tokens: true });
    await expect(opening()).rejects.toThrow("pooling by cls_token and mean_tokens");
    expect((await openEncoderFolder(folder, { pooling: "mean" })).config.pooling).toBe("mean");
    await pool({ pooling_mode: "lasttoken" });
    await expect(opening()).rejects.toThrow("pooling by lasttoken");
    await pool({ pooling_mode: "cls" });
    expect((await opening()).config.pooling).toBe("cls");
    await pool({ word_embedding_dimension: 24 });
    expect((await opening()).config.pooling).toBe("mean");
    const models = "sentence_transformers.models";
    const usual = [
      { type: `${models}.Transformer`, path: "" },
      { type: `${models}.Pooling`, path: "1_Pooling" },
    ];
    await consist(...usual, { type: `${models}.LayerNorm`, path: "2_LayerNorm" });
    await expect(opening()).rejects.toThrow(`a part that cannot be built here: ${models}.LayerNorm (2_LayerNorm)`);
    await expect(openEncoderFolder(folder, { pooling: "mean" })).rejects.toThrow("2_LayerNorm");
    await consist({ type: `${models}.Transformer` }, { type: `${models}.Pooling`, path: "2_Pooling" });
    await expect(opening()).rejects.toThrow("has its pooling in 2_Pooling");
    await consist(...usual, { type: `${models}.Dropout`, path: "2_Dropout" }, { type: `${models}.Normalize`, path: "3_Normalize" });
    expect(await opening()).toMatchObject({ config: { pooling: "mean" }, steps: [{ kind: "unit-length" }] });
    await rm(path.join(folder, "1_Pooling/config.json"));
    await expect(opening()).rejects.toThrow("lacks the file 1_Pooling/config.json");
  });

  it("refuses a tokenizer of another encoder, whose tokens have no vectors", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const file = path.join(folder, "tokenizer.json");
    const described = JSON.parse(await readFile(file, "utf8"));
    described.model.vocab.zebra = 9_999;
    await writeFile(file, JSON.stringify(described));
    await expect(opening()).rejects.toThrow("are of two encoders: it gives tokens numbers up to 9999");
  });

  it("says that vectors overflow where the weights are finite, each by itself", async () => {
    const { weights } = await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    for (const { data } of weights.values()) data.forEach((value, k) => (data[k] = 1e37 * value));
    await writeFile(weightFile(), writeSafetensors(weights));
    const encoder = await open();
    await expect(encoder.encodeTexts(["the river"])).rejects.toThrow("values that are not finite numbers");
    await encoder.close();
  });

  it("says that a file was cut, at whatever place", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const { length } = await readFile(weightFile());
    for (const [size, reason] of [
      [length - 4, "lies beyond the end of the file"],
      [length >> 1, "lies beyond the end of the file"],
      [100, "ends inside its header"],
      [3, "shorter than its header"],
    ] as const) {
      await truncate(weightFile(), size);
      await expect(opening(), String(size)).rejects.toThrow(reason);
    }
    await writeFile(weightFile(), Buffer.alloc(4096, 0xff));
    await expect(opening()).rejects.toThrow("does not begin with a header length");
    const lying = Buffer.from('{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,4]}}  ');
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(lying.length));
    await writeFile(weightFile(), Buffer.concat([size, lying, Buffer.alloc(4)]));
    await expect(opening()).rejects.toThrow("tensor a has 4 bytes, its shape [9] wants 36");
  });

  it("names the families that it can read, and files that are missing", async () => {
    await writeTinyEncoder(folder, { family: "bert", seed: 1 });
    const file = path.join(folder, "config.json");
    const config = parseObject(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...config, model_type: "llama" }));
    await expect(opening()).rejects.toThrow("its model_type is “llama”; these can be read: bert, roberta");
    await writeFile(file, "{");
    await expect(opening()).rejects.toThrow("is not JSON");
    await rm(file);
    await expect(opening()).rejects.toThrow("it lacks the file config.json");
    await writeFile(file, JSON.stringify(config));
    await rm(weightFile());
    await writeFile(path.join(folder, "pytorch_model.bin"), "x");
    await expect(opening()).rejects.toThrow("pytorch_model.bin is a program and is not read");
  });
});

const parseObject = (text: string): object => {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? value : {};
};
