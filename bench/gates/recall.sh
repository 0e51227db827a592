#!/usr/bin/env bash
# What the gates find of planted faults, and what they refuse of clean text: the tables of docs/gates.md. The same every time.
#   bench/gates/recall.sh [FILES]
# Takes what was built (dotnet build -c Release). FILES are texts of your own that no fault is known in.
set -euo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for recipe in stories difficult-advice; do
    dotnet artifacts/bin/TeachWhy.App/release/teachwhy.dll data "$recipe" --author grammar --items 300 --out "$scratch/$recipe" >/dev/null
done
dotnet artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll gate-recall . "$scratch"/*/data.jsonl "$@"
