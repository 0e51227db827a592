"""Picks llama.cpp's best setting, and prints the rounds of sampling.sh as a table: the best of each, and what it is of the other."""
import json
import sys


def best(path):
    """The setting that takes the fewest seconds over prompts and new tokens together."""
    lines = [line.rstrip("\n").split("\t") for line in open(path)]
    print(min(lines, key=lambda line: json.loads(line[1])["t"])[0])


def table(path):
    speeds = {}
    settings = {}
    for line in open(path):
        model, side, sequences, threads, result = line.rstrip("\n").split("\t")
        if not result:
            continue
        values = json.loads(result)
        ours = side == "ours"
        settings.setdefault(model, side) if not ours else None
        read, made = (values["read"], values["made"]) if ours else (values["speed_pp"], values["speed_tg"])
        rows = speeds.setdefault((model, int(sequences), int(threads)), {True: [], False: []})
        rows[ours].append((read, made))
    print("| model | sequences | threads | prompt tokens/s: ours | llama.cpp | ratio | new tokens/s: ours | llama.cpp | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    for (model, sequences, threads), rows in speeds.items():
        cells = []
        for kind in (0, 1):
            ours = max((row[kind] for row in rows[True]), default=float("nan"))
            peer = max((row[kind] for row in rows[False]), default=float("nan"))
            cells += [f"{ours:,.0f}", f"{peer:,.0f}", f"{ours / peer:.2f}"]
        print(f"| {model} | {sequences} | {threads} | " + " | ".join(cells) + " |")
    print()
    for model, side in settings.items():
        print(f"{model}: {side}")


{"best": best, "table": table}[sys.argv[1]](sys.argv[2])
