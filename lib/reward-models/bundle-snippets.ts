/** Programs that a bundle brings to score with it. They are run by tests as they are here. */

export const typescriptSnippet = `// Scores responses with this model. Needs: npm install onnxruntime-node (with --ignore-scripts where it may not download CUDA libraries)
// Run: npx tsx score.mts < rows.jsonl        one {"prompt": …, "response": …} a line; prints one score a line
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import * as ort from "onnxruntime-node";
import { openEncoder } from "./encode.mjs";

const here = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

const rows: { prompt: string; response: string }[] = [];
for (const line of (await text(process.stdin)).split("\\n")) if (line.trim() !== "") rows.push(JSON.parse(line));

const inputs = openEncoder(here("encoder.json.gz"))(rows);
const indices = (values: number[]) => new ort.Tensor("int64", BigInt64Array.from(values, BigInt), [values.length]);
const session = await ort.InferenceSession.create(here("model.onnx"));
const { score } = await session.run({
  features: new ort.Tensor("float32", Float32Array.from(inputs.features), [inputs.rows, inputs.columns]),
  entry_row: indices(inputs.entry_row),
  entry_term: indices(inputs.entry_term),
  entry_count: new ort.Tensor("float32", Float32Array.from(inputs.entry_count), [inputs.entry_count.length]),
});
// Compare responses to the same prompt only; card.md tells the probability that goes with a difference.
for (const value of score?.data ?? []) console.log(String(value));
`;

export const pythonSnippet = `# Scores responses with this model. Needs: pip install onnxruntime numpy, and node for the encoder.
# Run: python score.py < rows.jsonl        one {"prompt": ..., "response": ...} a line; prints one score a line
import json
import pathlib
import subprocess
import sys

import numpy as np
import onnxruntime as ort

here = pathlib.Path(__file__).resolve().parent
encoded = subprocess.run(["node", str(here / "encode.mjs")], input=sys.stdin.buffer.read(), capture_output=True, check=True)
inputs = json.loads(encoded.stdout)
session = ort.InferenceSession(str(here / "model.onnx"))
(score,) = session.run(
    ["score"],
    {
        "features": np.array(inputs["features"], dtype=np.float32).reshape(inputs["rows"], inputs["columns"]),
        "entry_row": np.array(inputs["entry_row"], dtype=np.int64),
        "entry_term": np.array(inputs["entry_term"], dtype=np.int64),
        "entry_count": np.array(inputs["entry_count"], dtype=np.float32),
    },
)
# Compare responses to the same prompt only; card.md tells the probability that goes with a difference.
for value in score.tolist():
    print(value)
`;

export const bundleReadme = (name: string): string => `# ${name}

- \`model.onnx\`: from features to \`score\`; any ONNX runtime runs it.
- \`encode.mjs\`: from texts to its inputs, for Node 20.12 and later, without dependencies. \`encoder.json.gz\` is what it has learned of words.
- \`score.mts\` and \`score.py\`: read one \`{"prompt": …, "response": …}\` a line, print one score a line.
- \`card.md\`: how scores become probabilities, what it was trained on, how good it is, and what it must not be used for.

Scores compare responses to one prompt. Between prompts they mean nothing.
`;

export const encoderBundleReadme = (name: string, encoder: string): string => `# ${name}

- \`model.onnx\`: from vectors of the text encoder ${encoder} (input \`features\`) to \`score\`. The encoder itself is not in here, so no program is.
- \`encoder.json.gz\`: the model as this product stores it.
- \`card.md\`: how scores become probabilities, what it was trained on, how good it is, and what it must not be used for.

Scores compare responses to one prompt. Between prompts they mean nothing.
`;

export const tunedBundleReadme = (name: string, encoder: string): string => `# ${name}

- \`model.onnx\`: from the tokens of a prompt with its response to \`score\`; any ONNX runtime runs it.
- \`model.safetensors\`: its weights, ${encoder} with what it has learned, and in the header tokenizer and settings.
- \`score.mts\` and \`score.py\`: read one \`{"prompt": …, "response": …}\` a line, print one score a line.
- \`card.md\`: how scores become probabilities, what it was trained on, how good it is, and what it must not be used for.

Scores compare responses to one prompt. Between prompts they mean nothing.
`;
