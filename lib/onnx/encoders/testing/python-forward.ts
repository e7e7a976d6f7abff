import { execFileSync } from "node:child_process";
import type { TokenRow } from "@/lib/onnx/tokenizer";

/**
 * Vectors of tokenised texts by a BERT in NumPy, float64: written from the papers and from what sentence-transformers' parts say of
 * themselves, reading the folder's files by itself. Nothing of it is shared with the graph that it checks.
 */
export const pythonForward = (folder: string, rows: readonly TokenRow[]): number[][] =>
  JSON.parse(execFileSync("python3", ["-c", program, folder], { input: JSON.stringify(rows), encoding: "utf8" })) as number[][];

const program = `
import json, math, pathlib, struct, sys
import numpy as np

folder = pathlib.Path(sys.argv[1])


def tensors(file):
    data = file.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(data[8 + length + e["data_offsets"][0] : 8 + length + e["data_offsets"][1]], dtype="<f4").reshape(e["shape"]).astype(np.float64)
        for name, e in header.items()
    }


def load(name):
    return json.loads((folder / name).read_text())


w, config, erf = tensors(folder / "model.safetensors"), load("config.json"), np.vectorize(math.erf)


def gelu(x):
    return x * 0.5 * (1 + erf(x / math.sqrt(2)))


def linear(x, name):
    return x @ w[name + ".weight"].T + w[name + ".bias"]


def norm(x, name):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + config["layer_norm_eps"]) * w[name + ".weight"] + w[name + ".bias"]


def tokens(row):
    n, heads = len(row["ids"]), config["num_attention_heads"]
    x = w["embeddings.word_embeddings.weight"][row["ids"]] + w["embeddings.position_embeddings.weight"][:n]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][row["segments"]], "embeddings.LayerNorm")
    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{layer}."
        q, k, v = (linear(x, f"{at}attention.self.{one}").reshape(n, heads, -1).swapaxes(0, 1) for one in ("query", "key", "value"))
        scores = np.exp(q @ k.swapaxes(1, 2) / math.sqrt(q.shape[-1]))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(n, -1)
        x = norm(x + linear(mixed, at + "attention.output.dense"), at + "attention.output.LayerNorm")
        x = norm(x + linear(gelu(linear(x, at + "intermediate.dense")), at + "output.dense"), at + "output.LayerNorm")
    return x


activations = {
    "Identity": lambda x: x,
    "Tanh": np.tanh,
    "ReLU": lambda x: np.maximum(x, 0),
    "GELU": gelu,
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}
pooling = load("1_Pooling/config.json")


def vector(row):
    x = tokens(row)
    marked = x[np.array(row["marked"]) == 1]
    if pooling.get("pooling_mode_max_tokens"):
        v = marked.max(0)
    elif pooling.get("pooling_mode_mean_sqrt_len_tokens"):
        v = marked.sum(0) / math.sqrt(len(marked))
    else:
        v = marked.mean(0) if pooling["pooling_mode_mean_tokens"] else x[0]
    for module in load("modules.json")[2:]:
        if module["type"].endswith("Normalize"):
            v = v / np.linalg.norm(v)
            continue
        how, layer = load(module["path"] + "/config.json"), tensors(folder / module["path"] / "model.safetensors")
        v = activations[how["activation_function"].split(".")[-1]](layer["linear.weight"] @ v + layer.get("linear.bias", 0))
    return v.tolist()


print(json.dumps([vector(row) for row in json.load(sys.stdin)]))
`;
