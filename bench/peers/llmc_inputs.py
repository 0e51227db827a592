"""Writes what llm.c's train_gpt2 reads: weights of the given sizes, tokens, and a tokenizer. Any numbers will do.

    llmc_inputs.py FOLDER VOCABULARY CHANNELS LAYERS HEADS
"""
import os
import sys

import numpy

CONTEXT = 64
folder = sys.argv[1]
vocabulary, channels, layers, heads = map(int, sys.argv[2:])
padded = (vocabulary + 127) // 128 * 128
random = numpy.random.default_rng(1)


def header(*values):
    return numpy.array(list(values) + [0] * (256 - len(values)), dtype=numpy.int32).tobytes()


def write(name, *parts):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.writelines(parts)


# Embeddings of tokens and positions; per layer two normalisations, attention and feed-forward with their biases; a last normalisation.
parameters = padded * channels + CONTEXT * channels + layers * (12 * channels ** 2 + 13 * channels) + 2 * channels
weights = (0.07 * (random.random(parameters, dtype=numpy.float32) - 0.5)).astype(numpy.float32)
write("gpt2_124M.bin", header(20240326, 3, CONTEXT, vocabulary, layers, heads, channels, padded), weights.tobytes())
for part in ("train", "val"):
    tokens = random.integers(0, vocabulary, 200_000, dtype=numpy.uint16)
    write(f"dev/data/tinyshakespeare/tiny_shakespeare_{part}.bin", header(20240520, 1, len(tokens)), tokens.tobytes())
write("gpt2_tokenizer.bin", header(20240328, 2, vocabulary, 0), b"\x01x" * vocabulary)
