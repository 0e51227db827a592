"""Chooses PyTorch's best setting, and writes the table of bench/peers/training.sh."""
import json
import sys


def read_settings(path):
    """(kernels, micro-batch, result) of every setting tried."""
    for line in open(path):
        core, micro, result = line.split(" ", 2)
        yield core, int(micro), json.loads(result)


def best(path):
    core, micro, _ = max(read_settings(path), key=lambda setting: setting[2]["processor"])
    print(core, micro)


def table(settings_path, rounds_path):
    settings = list(read_settings(settings_path))
    rounds = {"ours": [], "torch": []}
    for line in open(rounds_path):
        who, result = line.split(" ", 1)
        rounds[who].append(json.loads(result))

    print("PyTorch's settings, tokens per second of processor time:\n")
    print("| OpenBLAS kernels | rows at once | tokens/s |\n|---|---|---|")
    for core, micro, result in settings:
        print(f"| {core} | {micro} | {result['processor']:.0f} |")
    core, micro, result = max(settings, key=lambda setting: setting[2]["processor"])
    print(f"\nRounds in turns; PyTorch {result['version']} with {core} kernels and {micro} row(s) at once:\n")
    print("| round | TeachWhy, tokens/s | PyTorch, tokens/s | ratio |\n|---|---|---|---|")
    ratios = []
    for number, (ours, torch) in enumerate(zip(rounds["ours"], rounds["torch"]), 1):
        ratios.append(ours["processor"] / torch["processor"])
        print(f"| {number} | {ours['processor']:.0f} | {torch['processor']:.0f} | {ratios[-1]:.2f} |")
    ratios.sort()
    fastest = [max(result["processor"] for result in rounds[who]) for who in ("ours", "torch")]
    print(f"\nMedian ratio {ratios[len(ratios) // 2]:.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}; "
          f"fastest against fastest {fastest[0] / fastest[1]:.2f} ({fastest[0]:.0f} against {fastest[1]:.0f}).")
    ours, torch = rounds["ours"][0]["losses"], rounds["torch"][0]["losses"]
    difference = max(abs(a - b) / b for a, b in zip(ours, torch))
    print(f"Losses of the first {len(ours)} steps from the same weights: {ours[0]:.5f} to {ours[-1]:.5f} here, "
          f"{torch[0]:.5f} to {torch[-1]:.5f} there; largest relative difference {difference:.1e}.")


if sys.argv[1] == "best":
    best(sys.argv[2])
else:
    table(sys.argv[2], sys.argv[3])
