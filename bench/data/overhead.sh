#!/usr/bin/env bash
# What making data costs beside the author: difficult-advice from a server on loopback that answers at once, on the same
# processors, through all stages, journal and gates, with the memory it takes at most.
#   bench/data/overhead.sh 1000 10000
# Takes what was built: dotnet build -c Release.
set -euo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$scratch"' EXIT

echo "| examples | requests | seconds | requests/s | processor ms a request | most memory | folder |"
echo "|---|---|---|---|---|---|---|"
for items in "$@"; do
    : >"$scratch/server"
    dotnet artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll scripted-server 0 >"$scratch/server" &
    server=$!
    until [ -s "$scratch/server" ]; do sleep 0.05; done

    begun=$(date +%s.%N)
    dotnet artifacts/bin/TeachWhy.App/release/teachwhy.dll data difficult-advice --author "openai:$(head -n 1 "$scratch/server")/writer" \
        --items "$items" --connections 32 --json --out "$scratch/made" >/dev/null 2>"$scratch/error" &
    run=$!
    most=0
    ticks=0
    while kill -0 "$run" 2>/dev/null; do
        memory=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$run/status" 2>/dev/null || true)
        [ -n "$memory" ] && most=$memory
        used=$(awk '{print $14 + $15}' "/proc/$run/stat" 2>/dev/null || true)
        [ -n "$used" ] && ticks=$used
        sleep 0.1
    done
    wait "$run" || { cat "$scratch/error"; exit 1; }
    ended=$(date +%s.%N)
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    requests=$(sed -n 's/^answered \([0-9]*\) requests.*/\1/p' "$scratch/server")
    awk -v items="$items" -v requests="$requests" -v cpu="$ticks" -v most="$most" -v size="$(du -sb "$scratch/made" | cut -f1)" \
        -v seconds="$(echo "$ended - $begun" | bc)" -v hertz="$(getconf CLK_TCK)" \
        'BEGIN { printf "| %d | %d | %.1f | %.0f | %.2f | %.0f MiB | %.0f MiB |\n", items, requests, seconds, requests / seconds, cpu / hertz * 1000 / requests, most / 1024, size / 1048576 }'
    rm -rf "$scratch/made"
done
