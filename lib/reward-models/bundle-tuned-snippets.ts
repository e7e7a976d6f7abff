/** Programs that the bundle of a fine-tuned encoder brings: the tokenizer lies in the header of its weights. Run by tests as they are here. */

export const tunedTypescriptSnippet = `// Scores responses with this model. Needs: npm install onnxruntime-node @huggingface/tokenizers (with --ignore-scripts where the
// first may not download CUDA libraries)
// Run: npx tsx score.mts < rows.jsonl        one {"prompt": …, "response": …} a line; prints one score a line
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { Tokenizer } from "@huggingface/tokenizers";
import * as ort from "onnxruntime-node";

const here = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

const weights = here("model.safetensors");
const about = JSON.parse(weights.subarray(8, 8 + Number(weights.readBigUInt64LE())).toString("utf8")).__metadata__;
const tokenizer = new Tokenizer(JSON.parse(about.tokenizer), {});
const limit = Number(about.limit);
const segments: number = JSON.parse(about.config).segments;

// What the package does otherwise than the tokenizers in Python and Rust is put right here.
const { type, handle_chinese_chars, lowercase } = JSON.parse(about.tokenizer).normalizer ?? {};
const prepare = (text: string): string => {
  const whole = text.replaceAll(/\\p{Surrogate}/gu, "\\uFFFD");
  if (type !== "BertNormalizer") return whole;
  const spaced = handle_chinese_chars ? whole.replaceAll(/[\\u{20000}-\\u{2CEAF}\\u{2F800}-\\u{2FA1F}]/gu, " $& ") : whole;
  return lowercase ? spaced.replaceAll("Σ", "σ") : spaced;
};
const plain = (text: string): number[] => tokenizer.encode(prepare(text), { add_special_tokens: false }).ids;
const firstLetters = (text: string, count: number): string => [...text.slice(0, 2 * count)].slice(0, count).join("");
const lastLetters = (text: string, count: number): string => [...text.slice(-2 * count)].slice(-count).join("");
const [probe, single, pair] = [plain("a"), tokenizer.encode("a").ids, tokenizer.encode("a", { text_pair: "a" }).ids];
const start = single.findIndex((_, at) => probe.every((id, k) => single[at + k] === id));
const [before, after] = [single.slice(0, start), single.slice(start + probe.length)];
const between = pair.slice(start + probe.length, pair.length - after.length - probe.length);

/** The response keeps its beginning and the prompt its end, where both are too long. */
const tokensOf = (prompt: string, response: string) => {
  const room = Math.max(limit - before.length - between.length - after.length, 0);
  const [one, two] = [plain(lastLetters(prompt, limit * 64)), plain(firstLetters(response, limit * 64))];
  const forTwo = Math.min(two.length, Math.max(room - one.length, Math.ceil(room / 2)));
  const forOne = Math.min(one.length, room - forTwo);
  const head = [...before, ...one.slice(one.length - forOne), ...between];
  const body = two.slice(0, forTwo);
  return {
    input_ids: [...head, ...body, ...after],
    attention_mask: [...head, ...body, ...after].map(() => 1),
    token_type_ids: [...head.map(() => 0), ...[...body, ...after].map(() => Math.min(1, segments - 1))],
    pooled_tokens: [...head.map(() => 0), ...[...body, ...after].map(() => 1)],
  };
};

const session = await ort.InferenceSession.create(here("model.onnx"));
for (const line of (await text(process.stdin)).split("\\n")) {
  if (line.trim() === "") continue;
  const row: { prompt: string; response: string } = JSON.parse(line);
  const tokens = Object.entries(tokensOf(row.prompt, row.response)).filter(([name]) => session.inputNames.includes(name));
  const feeds = tokens.map(([name, ids]) => [name, new ort.Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length])]);
  const { score } = await session.run(Object.fromEntries(feeds));
  // Compare responses to the same prompt only; card.md tells the probability that goes with a difference.
  console.log(String(score?.data[0]));
}
`;

export const tunedPythonSnippet = `# Scores responses with this model. Needs: pip install onnxruntime numpy tokenizers
# Run: python score.py < rows.jsonl        one {"prompt": ..., "response": ...} a line; prints one score a line
import json
import pathlib
import struct
import sys

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

here = pathlib.Path(__file__).resolve().parent
with open(here / "model.safetensors", "rb") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    about = json.loads(file.read(length))["__metadata__"]
tokenizer = Tokenizer.from_str(about["tokenizer"])
tokenizer.no_truncation()
tokenizer.no_padding()
limit = int(about["limit"])
segments = json.loads(about["config"])["segments"]


def plain(text):
    # Half of a pair of surrogates is no character.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return tokenizer.encode(whole, add_special_tokens=False).ids


probe, single, pair = plain("a"), tokenizer.encode("a").ids, tokenizer.encode("a", "a").ids
start = next(at for at in range(len(single)) if single[at : at + len(probe)] == probe)
before, after = single[:start], single[start + len(probe) :]
between = pair[start + len(probe) : len(pair) - len(after) - len(probe)]


def tokens_of(prompt, response):
    """The response keeps its beginning and the prompt its end, where both are too long."""
    room = max(limit - len(before) - len(between) - len(after), 0)
    one, two = plain(prompt[-limit * 64 :]), plain(response[: limit * 64])
    for_two = min(len(two), max(room - len(one), -(-room // 2)))
    for_one = min(len(one), room - for_two)
    head = before + one[len(one) - for_one :] + between
    body = two[:for_two]
    return {
        "input_ids": head + body + after,
        "attention_mask": [1] * len(head + body + after),
        "token_type_ids": [0] * len(head) + [min(1, segments - 1)] * len(body + after),
        "pooled_tokens": [0] * len(head) + [1] * len(body + after),
    }


session = ort.InferenceSession(str(here / "model.onnx"))
wanted = {given.name for given in session.get_inputs()}
for line in sys.stdin.buffer:
    if line.strip() == b"":
        continue
    row = json.loads(line)
    tokens = tokens_of(row["prompt"], row["response"])
    (score,) = session.run(["score"], {name: np.array([ids], dtype=np.int64) for name, ids in tokens.items() if name in wanted})
    # Compare responses to the same prompt only; card.md tells the probability that goes with a difference.
    print(float(score[0]))
`;
