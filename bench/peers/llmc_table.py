"""Writes the table of bench/peers/llmc.sh: tokens per second, and operations, because the two architectures differ."""
import json
import sys

folder = sys.argv[1]
vocabulary, channels, layers, _ = map(int, sys.argv[2:])

# Fixed in llm.c's program.
ROWS, CONTEXT = 4, 64


def ours_per_token():
    """A Llama's operations per token on the packed batch: what each document needs, nothing for padding."""
    config = json.load(open(f"{folder}/model/config.json"))
    block = channels * (4 * channels + 3 * config["intermediate_size"])
    tokens = total = 0
    for row in json.load(open(f"{folder}/batch.json")):
        ends = row["starts"][1:] + [len(row["tokens"])]
        for length in (end - start for start, end in zip(row["starts"], ends)):
            tokens += length
            total += layers * block * length + channels * vocabulary * (length - 1) + layers * 2 * channels * length * (length + 1) // 2
    return 6 * total / tokens


def theirs_per_token():
    """A GPT-2's on rows that are one document each."""
    return 6 * (layers * 12 * channels ** 2 + channels * vocabulary + layers * 2 * channels * (CONTEXT + 1) / 2)


def median(values):
    return sorted(values)[len(values) // 2]


speeds = {"ours": [], "theirs": []}
for line in open(f"{folder}/rounds"):
    who, result = line.split(" ", 1)
    result = json.loads(result)
    speeds[who].append(result["processor"] if who == "ours" else ROWS * CONTEXT / median(result) * 1000)
operations = {"ours": ours_per_token(), "theirs": theirs_per_token()}

print(f"{channels} channels, {layers} layers, vocabulary {vocabulary}; here 8 packed rows, there {ROWS} rows of {CONTEXT}; "
      f"operations per token {operations['ours'] / 1e6:.2f} million here, {operations['theirs'] / 1e6:.2f} million there.\n")
print("| round | TeachWhy, tokens/s | GF/s | llm.c, tokens/s | GF/s | tokens/s, ratio | GF/s, ratio |\n|---|---|---|---|---|---|---|")
for number, (ours, theirs) in enumerate(zip(speeds["ours"], speeds["theirs"]), 1):
    flops = ours * operations["ours"] / 1e9, theirs * operations["theirs"] / 1e9
    print(f"| {number} | {ours:.0f} | {flops[0]:.1f} | {theirs:.0f} | {flops[1]:.1f} | {ours / theirs:.1f} | {flops[0] / flops[1]:.1f} |")
ratios = [ours / theirs for ours, theirs in zip(speeds["ours"], speeds["theirs"])]
scale = operations["ours"] / operations["theirs"]
print(f"\nMedian ratio in tokens {median(ratios):.1f} (from {min(ratios):.1f} to {max(ratios):.1f}), "
      f"in operations {median(ratios) * scale:.1f}.")
