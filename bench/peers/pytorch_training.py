"""PyTorch's side of bench/peers/training.sh: the same weights, batch, loss and optimizer, one line of JSON per run."""
import json
import math
import sys
import time

import numpy
import torch
import torch.nn.functional as F

COMPARED_STEPS = 20


def load(folder):
    """The checkpoint's tensors, read from safetensors by hand: an eight-byte length, a JSON header, the numbers."""
    config = json.load(open(f"{folder}/model/config.json"))
    content = open(f"{folder}/model/model.safetensors", "rb").read()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8:8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(content[begin:end], dtype=numpy.float32).reshape(entry["shape"]).copy()
        tensors[name] = torch.from_numpy(values).requires_grad_()
    return config, tensors


def read_batch(folder, context):
    """Tokens, positions, attention mask and targets of the packed rows, padded to the context."""
    rows = json.load(open(f"{folder}/batch.json"))
    tokens = torch.zeros(len(rows), context, dtype=torch.long)
    position = torch.zeros(len(rows), context, dtype=torch.long)
    document = torch.full((len(rows), context), -1)
    for r, row in enumerate(rows):
        ends = row["starts"][1:] + [len(row["tokens"])]
        tokens[r, :len(row["tokens"])] = torch.tensor(row["tokens"])
        for d, (start, end) in enumerate(zip(row["starts"], ends)):
            position[r, start:end] = torch.arange(end - start)
            document[r, start:end] = d
    causal = torch.ones(context, context).tril().bool()
    mask = torch.where((document[:, :, None] == document[:, None, :]) & causal, 0.0, -1e9)[:, None]
    predicted = (document[:, 1:] == document[:, :-1]) & (document[:, 1:] >= 0)
    return tokens, position, mask, predicted, sum(len(row["tokens"]) for row in rows)


class Llama:
    def __init__(self, config, tensors):
        self.c, self.t = config, tensors
        half = config["head_dim"] // 2
        frequency = config["rope_theta"] ** (-torch.arange(half, dtype=torch.float64) * 2 / config["head_dim"])
        angle = torch.arange(config["max_position_embeddings"], dtype=torch.float64)[:, None] * frequency
        self.cos, self.sin = angle.cos().float(), angle.sin().float()

    def norm(self, x, name):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.c["rms_norm_eps"]) * self.t[name]

    @staticmethod
    def rotate(x, cos, sin):
        a, b = x.chunk(2, -1)
        return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)

    def hidden(self, tokens, position, mask):
        c, t = self.c, self.t
        heads, size = c["num_attention_heads"], c["head_dim"]
        rows, length = tokens.shape
        cos, sin = self.cos[position][:, None], self.sin[position][:, None]
        x = F.embedding(tokens, t["model.embed_tokens.weight"])
        for layer in range(c["num_hidden_layers"]):
            name = f"model.layers.{layer}"
            h = self.norm(x, f"{name}.input_layernorm.weight")
            qkv = torch.cat([t[f"{name}.self_attn.{p}.weight"] for p in ("q_proj", "k_proj", "v_proj")])
            q, k, v = F.linear(h, qkv).view(rows, length, 3 * heads, size).transpose(1, 2).split(heads, 1)
            q, k = self.rotate(q, cos, sin), self.rotate(k, cos, sin)
            weights = (torch.matmul(q, k.transpose(-1, -2)) * (1 / math.sqrt(size)) + mask).softmax(-1)
            attended = torch.matmul(weights, v).transpose(1, 2).reshape(rows, length, -1)
            x = x + F.linear(attended, t[f"{name}.self_attn.o_proj.weight"])
            h = self.norm(x, f"{name}.post_attention_layernorm.weight")
            gate_up = torch.cat([t[f"{name}.mlp.{p}.weight"] for p in ("gate_proj", "up_proj")])
            gate, up = F.linear(h, gate_up).chunk(2, -1)
            x = x + F.linear(F.silu(gate) * up, t[f"{name}.mlp.down_proj.weight"])
        return self.norm(x, "model.norm.weight")

    def loss(self, tokens, position, mask, predicted):
        """Summed cross-entropy of what is predicted; other positions never reach the head."""
        x = self.hidden(tokens, position, mask)[:, :-1][predicted]
        return F.cross_entropy(F.linear(x, self.t["model.embed_tokens.weight"]), tokens[:, 1:][predicted], reduction="sum")


def main(folder, seconds, micro_rows, threads):
    torch.set_num_threads(threads)
    config, tensors = load(folder)
    model = Llama(config, tensors)
    tokens, position, mask, predicted, real_tokens = read_batch(folder, config["max_position_embeddings"])
    matrices = [p for p in tensors.values() if p.dim() > 1]
    gains = [p for p in tensors.values() if p.dim() == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.05}, {"params": gains, "weight_decay": 0.0}],
        lr=1e-3, betas=(0.9, 0.98), eps=1e-8, foreach=True)
    total = predicted.sum()

    def step():
        optimizer.zero_grad(set_to_none=True)
        sum_of_losses = 0.0
        for first in range(0, len(tokens), micro_rows):
            part = slice(first, first + micro_rows)
            loss = model.loss(tokens[part], position[part], mask[part], predicted[part]) / total
            loss.backward()
            sum_of_losses += loss.item()
        torch.nn.utils.clip_grad_norm_(matrices + gains, 1.0)
        optimizer.step()
        return sum_of_losses

    losses = [step() for _ in range(COMPARED_STEPS)]
    clock, processor, done = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - clock < seconds:
        step()
        done += real_tokens
    used, passed = time.process_time() - processor, time.perf_counter() - clock
    print(json.dumps({"processor": done / used, "clock": done / passed, "losses": losses, "version": torch.__version__}))


main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
