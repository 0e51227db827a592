"""Writes the table of bench/peers/products.sh: each side's best of all rounds, OpenBLAS's with whichever kernels were faster."""
import json
import sys

best = {"ours": {}, "theirs": {}}
peak, configurations, shapes = 0, set(), {}
for line in open(sys.argv[1]):
    who, result = line.split(" ", 1)
    result = json.loads(result)
    peak = max(peak, result.get("peak", 0))
    if "config" in result:
        configurations.add(result["config"].strip())
    for kernel in result["kernels"]:
        key = kernel["model"], kernel["name"]
        shapes[key] = kernel.get("shape", shapes.get(key))
        best[who][key] = max(best[who].get(key, 0), kernel["gflops"])

print(f"One core, operands in the caches; multiply-add peak {peak:.1f} GF/s. {'; '.join(sorted(configurations))}.")
print("TeachWhy's weights are packed before (once per step, for all its rows); OpenBLAS packs within each call.\n")
print("| model | product | rows × depth × columns | TeachWhy, GF/s | of peak | OpenBLAS, GF/s | of peak | ratio |\n|---|---|---|---|---|---|---|---|")
ratios = []
for key, theirs in best["theirs"].items():
    ours = best["ours"][key]
    ratios.append(ours / theirs)
    print(f"| {key[0]} | {key[1]} | {shapes[key]} | {ours:.0f} | {ours / peak:.0%} | {theirs:.0f} | {theirs / peak:.0%} | {ratios[-1]:.2f} |")
ratios.sort()
print(f"\nMedian ratio {ratios[len(ratios) // 2]:.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}.")
