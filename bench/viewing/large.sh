#!/usr/bin/env bash
# How long pages of a dataset take that is larger than anybody reads, and how much memory: the figures of docs/viewing.md.
#   bench/viewing/large.sh [MEGABYTES]
# Takes what was built (dotnet build -c Release). The data is that of the starter library, again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."

megabytes=${1:-1024}
scratch=$(mktemp -d)
trap 'kill "$viewer" 2>/dev/null || true; rm -rf "$scratch"' EXIT
mkdir "$scratch/large"
for _ in $(seq 10); do cat content/examples/difficult-advice.jsonl content/examples/constitution-documents.jsonl; done >"$scratch/some.jsonl"
while [ "$(stat -c %s "$scratch/large/data.jsonl" 2>/dev/null || echo 0)" -lt $((megabytes << 20)) ]; do cat "$scratch/some.jsonl" >>"$scratch/large/data.jsonl"; done
: >"$scratch/large/rejected.jsonl"

dotnet artifacts/bin/TeachWhy.App/release/teachwhy.dll view "$scratch/large" --port 0 >"$scratch/told" &
viewer=$!
until grep -q http "$scratch/told"; do sleep 0.2; done
address=$(grep -o 'http://[^ /]*' "$scratch/told")
dataset=$(curl -s "$address/" | grep -o '/datasets/[^"]*' | head -1)
echo "$(stat -c %s "$scratch/large/data.jsonl") bytes, $(wc -l <"$scratch/large/data.jsonl") examples"
while read -r what path; do
    curl -s -o /dev/null -w "%{time_total} s  $what\n" "$address$dataset$path"
done <<'PAGES'
first 
again 
example /passed-100000
page ?page=1500
section ?section=honesty&page=100
search ?text=nowhere+to+be+found
PAGES
grep VmHWM "/proc/$viewer/status"
