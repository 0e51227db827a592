#!/usr/bin/env bash
# Data that is made while the process is killed without warning many times, over a server that fails one call in five, against data
# that nobody disturbed: both must be the same bytes, with every piece once. Kills fall as the work goes on, spread over all of it.
#   bench/data/kills.sh 5000 20
# Takes what was built: dotnet build -c Release.
set -euo pipefail
cd "$(dirname "$0")/../.."

items=$1
kills=$2
scratch=$(mktemp -d)
server=
run=
trap 'kill $server $run 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT

# serve NAME PORT: a server whose output is kept.
serve() {
    dotnet artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll scripted-server "$2" 5 >"$scratch/$1.server" &
    server=$!
    until [ -s "$scratch/$1.server" ]; do sleep 0.05; done
}

# Ends the server, which then says what it was asked.
count() {
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    echo "$1: $(tail -n 1 "$scratch/$1.server")"
}

# The server's address is part of the author's name, and so of every piece's key: both runs have the same.
make() {
    exec dotnet artifacts/bin/TeachWhy.App/release/teachwhy.dll data difficult-advice --author "openai:$(head -n 1 "$scratch/whole.server")/writer" \
        --items "$items" --connections 16 --json --out "$scratch/$1"
}

finish() {
    (make "$1") >"$scratch/$1.events" 2>"$scratch/$1.error" || { cat "$scratch/$1.error"; return 1; }
}

pieces() {
    cat "$scratch/$1/stages/"*.jsonl 2>/dev/null | wc -l
}

serve whole 0
start=$(date +%s.%N)
finish whole
echo "undisturbed: $(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $start }") s"
count whole
total=$(pieces whole)
serve killed "$(head -n 1 "$scratch/whole.server" | grep -o '[0-9]*/v1' | cut -d/ -f1)"
for number in $(seq "$kills"); do
    (make killed) >/dev/null 2>"$scratch/killed.error" &
    run=$!
    until [ "$(pieces killed)" -gt $((total * number / (kills + 1))) ] || ! kill -0 "$run" 2>/dev/null; do sleep 0.02; done
    kill -9 "$run" 2>/dev/null || { echo "the run was over before kill $number"; cat "$scratch/killed.error"; exit 1; }
    wait "$run" 2>/dev/null || true
    run=
    echo "killed at $(pieces killed) of $total pieces"
done

finish killed
count killed
dotnet run .ci/check.cs -- same-data "$scratch/whole" "$scratch/killed"
