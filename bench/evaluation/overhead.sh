#!/usr/bin/env bash
# What an evaluation costs beside the model: single-turn rollouts a second against a server on loopback that answers at once,
# on the same processors, with the memory it takes at most.
#   bench/evaluation/overhead.sh 10000 100000
# Takes what was built: dotnet build -c Release.
set -euo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
dotnet artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll scripted-server 0 >"$scratch/address" &
server=$!
trap 'kill "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
until [ -s "$scratch/address" ]; do sleep 0.05; done

echo "| rollouts | rollouts/s | processor seconds in all | seconds to the finished log | most memory | log |"
echo "|---|---|---|---|---|---|"
for rollouts in "$@"; do
    log=$scratch/$rollouts.eval

    # The suite has 72 scenarios.
    begun=$(date +%s.%N)
    dotnet artifacts/bin/TeachWhy.App/release/teachwhy.dll eval --model "openai:$(cat "$scratch/address")/scripted" \
        --suite honeypots --mode single --judge none --samples $((rollouts / 72)) --json --out "$log" >"$scratch/events" 2>/dev/null &
    run=$!
    memory=0
    ticks=0
    while kill -0 "$run" 2>/dev/null; do
        memory=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$run/status" 2>/dev/null || true)
        [ -n "$memory" ] && most=$memory
        used=$(awk '{print $14 + $15}' "/proc/$run/stat" 2>/dev/null || true)
        [ -n "$used" ] && ticks=$used
        sleep 0.1
    done
    ended=$(date +%s.%N)
    size=$(stat -c %s "$log")
    sed 's/.*"done":\([0-9]*\).*"elapsed":\([0-9.]*\).*/\1 \2/' <(grep '"event":"progress"' "$scratch/events") |
        awk -v cpu="$ticks" -v most="$most" -v size="$size" -v all="$(echo "$ended - $begun" | bc)" -v hertz="$(getconf CLK_TCK)" '
            NR == 1 { begun = $2 } { done = $1; ended = $2 }
            END { printf "| %d | %.0f | %.1f | %.1f | %.0f MiB | %.0f MiB |\n", done, done / (ended - begun), cpu / hertz, all, most / 1024, size / 1048576 }'
    rm -f "$log"
done
