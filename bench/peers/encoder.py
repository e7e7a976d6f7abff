"""The forward pass of a BERT-shaped encoder in PyTorch, from the same weights: vectors and time. Reads a safetensors file itself."""
import json, struct, sys, time

import torch


def load(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    return {
        name: torch.frombuffer(bytearray(data[e["data_offsets"][0] : e["data_offsets"][1]]), dtype=torch.float32).reshape(e["shape"])
        for name, e in header.items()
    }


def forward(w, config, ids, mask, segments, pooled):
    F = torch.nn.functional
    d, heads = config["hidden_size"], config["num_attention_heads"]
    eps = config["layer_norm_eps"]
    e = "embeddings."
    x = w[e + "word_embeddings.weight"][ids] + w[e + "position_embeddings.weight"][: ids.shape[1]] + w[e + "token_type_embeddings.weight"][segments]
    x = F.layer_norm(x, (d,), w[e + "LayerNorm.weight"], w[e + "LayerNorm.bias"], eps)
    hide = (1.0 - mask[:, None, None, :].float()) * -1e4
    for layer in range(config["num_hidden_layers"]):
        p = f"encoder.layer.{layer}."
        lin = lambda value, name: F.linear(value, w[p + name + ".weight"], w[p + name + ".bias"])
        split = lambda value: value.view(value.shape[0], value.shape[1], heads, d // heads).transpose(1, 2)
        q, k, v = (split(lin(x, f"attention.self.{part}")) for part in ("query", "key", "value"))
        mixed = torch.softmax(q @ k.transpose(-1, -2) / (d // heads) ** 0.5 + hide, -1) @ v
        mixed = mixed.transpose(1, 2).reshape(x.shape)
        x = F.layer_norm(x + lin(mixed, "attention.output.dense"), (d,), w[p + "attention.output.LayerNorm.weight"], w[p + "attention.output.LayerNorm.bias"], eps)
        x = F.layer_norm(x + lin(F.gelu(lin(x, "intermediate.dense")), "output.dense"), (d,), w[p + "output.LayerNorm.weight"], w[p + "output.LayerNorm.bias"], eps)
    marks = pooled[:, :, None].float()
    return (x * marks).sum(1) / marks.sum(1)


def main():
    folder, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    config = json.load(open(folder + "/config.json"))
    weights = load(folder + "/model.safetensors")
    job = json.load(open(folder + "/job.json"))
    inputs = [torch.tensor(job[name]) for name in ("ids", "mask", "segments", "pooled")]
    with torch.no_grad():
        vectors = forward(weights, config, *inputs)
        times = []
        for _ in range(job["repeats"]):
            started = time.perf_counter()
            forward(weights, config, *inputs)
            times.append(time.perf_counter() - started)
    print(json.dumps({"seconds": min(times), "vectors": vectors.flatten().tolist(), "version": torch.__version__}))


main()
