"""A second implementation to compare with: reads a Hugging Face folder by itself and prints its logits.

    python3 bench/peers/reference_logits.py FOLDER 5,17,3 [ADAPTER]

prints a JSON list with one list of logits per token. It needs numpy alone, computes in double precision, and takes
LlamaForCausalLM, Qwen2ForCausalLM and Qwen3ForCausalLM as config.json and model.safetensors (or its shards) say, and
a LoRA adapter as PEFT's adapter_config.json and adapter_model.safetensors do.
"""
import json
import os
import sys

import numpy

TYPES = {"F32": numpy.dtype("<f4"), "F16": numpy.dtype("<f2"), "BF16": numpy.dtype("<u2")}


class Weights:
    """The tensors of a folder, each read when it is asked for, and which of them were."""

    def __init__(self, folder, name):
        index = os.path.join(folder, name + ".index.json")
        names = [name]
        if os.path.exists(index):
            with open(index, encoding="utf-8") as file:
                names = sorted(set(json.load(file)["weight_map"].values()))
        self.entries, self.used = {}, set()
        for path in (os.path.join(folder, name) for name in names):
            with open(path, "rb") as file:
                length = int.from_bytes(file.read(8), "little")
                header = json.loads(file.read(length))
            for name, entry in header.items():
                if name != "__metadata__":
                    self.entries[name] = (path, 8 + length + entry["data_offsets"][0], entry["dtype"], entry["shape"])

    def __getitem__(self, name):
        self.used.add(name)
        path, offset, kind, shape = self.entries[name]
        count = int(numpy.prod(shape, dtype=numpy.int64))
        values = numpy.fromfile(path, TYPES[kind], count, offset=offset)
        if kind == "BF16":
            values = (values.astype(numpy.uint32) << 16).view(numpy.float32)
        return values.astype(numpy.float64).reshape(shape)


class AdaptedWeights(Weights):
    """The same with an adapter added: W + scale · B · A."""

    def __init__(self, folder, name, adapter):
        super().__init__(folder, name)
        with open(os.path.join(adapter, "adapter_config.json"), encoding="utf-8") as file:
            c = json.load(file)
        assert c["peft_type"] == "LORA" and c["bias"] == "none" and not c["fan_in_fan_out"]
        self.scale = c["lora_alpha"] / (c["r"] ** 0.5 if c.get("use_rslora") else c["r"])
        self.rank, self.targets = c["r"], c["target_modules"]
        self.adapter = Weights(adapter, "adapter_model.safetensors")

    def __getitem__(self, name):
        weight = super().__getitem__(name)
        module = name.removesuffix(".weight")
        if name == module or module.split(".")[-1] not in self.targets:
            return weight
        a, b = (self.adapter[f"base_model.model.{module}.lora_{side}.weight"] for side in "AB")
        assert len(a) == self.rank
        return weight + self.scale * (b @ a)


class Model:
    def __init__(self, folder, adapter=None):
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            c = json.load(file)
        name = "model.safetensors"
        self.weights = AdaptedWeights(folder, name, adapter) if adapter else Weights(folder, name)
        (self.architecture,) = c["architectures"]
        assert self.architecture in ("LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM"), self.architecture
        assert c.get("hidden_act", "silu") == "silu" and not c.get("mlp_bias") and not c.get("use_sliding_window")
        self.layers = c["num_hidden_layers"]
        self.heads = c["num_attention_heads"]
        self.groups = c.get("num_key_value_heads") or self.heads
        self.size = c.get("head_dim") or c["hidden_size"] // self.heads
        self.epsilon = c["rms_norm_eps"]
        self.tied = c.get("tie_word_embeddings", False)
        self.biased = set()
        if self.architecture == "Qwen2ForCausalLM":
            self.biased = {"q_proj", "k_proj", "v_proj"}
        elif c.get("attention_bias"):
            self.biased = {"q_proj", "k_proj", "v_proj", "o_proj"}
        self.frequencies = self.scaled(c.get("rope_theta", 10000.0), c.get("rope_scaling"))

    def scaled(self, base, scaling):
        """The angle per token of each pair of channels; by Llama 3.1's rule where the config asks for it."""
        frequencies = base ** (-numpy.arange(0, self.size, 2, dtype=numpy.float64) / self.size)
        kind = (scaling or {}).get("rope_type", (scaling or {}).get("type", "default"))
        if kind == "default":
            return frequencies
        assert kind == "llama3", kind
        low, high, context = (scaling[name] for name in (
            "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"))
        wave = 2 * numpy.pi / frequencies
        smooth = (context / wave - low) / (high - low)
        between = (1 - smooth) * frequencies / scaling["factor"] + smooth * frequencies
        slow = numpy.where(wave > context / low, frequencies / scaling["factor"], between)
        return numpy.where(wave < context / high, frequencies, slow)

    def norm(self, x, name):
        return x / numpy.sqrt((x * x).mean(-1, keepdims=True) + self.epsilon) * self.weights[name + ".weight"]

    def projection(self, x, name):
        """One of attention's four: name ends in q_proj, k_proj, v_proj or o_proj."""
        y = x @ self.weights[name + ".weight"].T
        return y + self.weights[name + ".bias"] if name[-6:] in self.biased else y

    def heads_of(self, x, heads):
        return x.reshape(len(x), heads, self.size).transpose(1, 0, 2)

    def rotate(self, x):
        angle = numpy.arange(x.shape[1])[:, None] * self.frequencies
        cosine, sine = numpy.cos(angle), numpy.sin(angle)
        a, b = numpy.split(x, 2, axis=-1)
        return numpy.concatenate((a * cosine - b * sine, b * cosine + a * sine), -1)

    def attention(self, x, name):
        q = self.heads_of(self.projection(x, name + ".q_proj"), self.heads)
        k = self.heads_of(self.projection(x, name + ".k_proj"), self.groups)
        v = self.heads_of(self.projection(x, name + ".v_proj"), self.groups)
        if self.architecture == "Qwen3ForCausalLM":
            q, k = self.norm(q, name + ".q_norm"), self.norm(k, name + ".k_norm")
        q, k = self.rotate(q), self.rotate(k)
        k, v = (numpy.repeat(one, self.heads // self.groups, axis=0) for one in (k, v))
        scores = q @ k.transpose(0, 2, 1) / numpy.sqrt(self.size)
        scores += numpy.triu(numpy.full(scores.shape[1:], -numpy.inf), 1)
        p = numpy.exp(scores - scores.max(-1, keepdims=True))
        p /= p.sum(-1, keepdims=True)
        return self.projection((p @ v).transpose(1, 0, 2).reshape(len(x), -1), name + ".o_proj")

    def feed_forward(self, x, name):
        gate = x @ self.weights[name + ".gate_proj.weight"].T
        gate /= 1 + numpy.exp(-gate)
        return gate * (x @ self.weights[name + ".up_proj.weight"].T) @ self.weights[name + ".down_proj.weight"].T

    def logits(self, tokens):
        embedding = self.weights["model.embed_tokens.weight"]
        x = embedding[tokens]
        for layer in range(self.layers):
            name = f"model.layers.{layer}"
            x = x + self.attention(self.norm(x, name + ".input_layernorm"), name + ".self_attn")
            x = x + self.feed_forward(self.norm(x, name + ".post_attention_layernorm"), name + ".mlp")
        x = self.norm(x, "model.norm")
        head = embedding if self.tied else self.weights["lm_head.weight"]
        unused = set(self.weights.entries) - self.weights.used - {"lm_head.weight"}
        assert not unused, f"the config has no place for {sorted(unused)}"
        return x @ head.T


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    model = Model(sys.argv[1], *sys.argv[3:])
    json.dump(model.logits([int(token) for token in sys.argv[2].split(",")]).tolist(), sys.stdout)
