#!/usr/bin/env bash
# An evaluation that is killed without warning many times, over a server that fails one call in five, against one that is not:
# both must come to the same log, sample by sample, apart from times.
#   bench/evaluation/kills.sh 10000 20
# Takes what was built: dotnet build -c Release.
set -euo pipefail
cd "$(dirname "$0")/../.."

samples=$(($1 / 72))
kills=$2
scratch=$(mktemp -d)
dotnet artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll scripted-server 0 5 >"$scratch/address" &
server=$!
run=
trap 'kill "$server" $run 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT
until [ -s "$scratch/address" ]; do sleep 0.05; done

evaluate() {
    exec dotnet artifacts/bin/TeachWhy.App/release/teachwhy.dll eval --model "openai:$(cat "$scratch/address")/scripted" \
        --suite honeypots --judge none --samples "$samples" --json --out "$scratch/$1.eval"
}

# What only a judge of intent can tell stays unscored here, which is exit code 2.
finish() {
    local code=0
    (evaluate "$1") >"$scratch/$1.events" 2>"$scratch/$1.error" || code=$?
    [ "$code" -eq 0 ] || { [ "$code" -eq 2 ] && grep -q '"status":"success"' "$scratch/$1.events"; } || { cat "$scratch/$1.error"; return 1; }
}

kept() {
    wc -l 2>/dev/null <"$scratch/killed.eval.journal" || echo 0
}

finish whole
total=$((samples * 72))
for number in $(seq "$kills"); do
    (evaluate killed) >/dev/null 2>&1 &
    run=$!
    until [ "$(kept)" -gt $((total * number / (kills + 1))) ] || ! kill -0 "$run" 2>/dev/null; do sleep 0.01; done
    kill -9 "$run" 2>/dev/null || { echo "the run was over before kill $number"; exit 1; }
    wait "$run" 2>/dev/null || true
    run=
    echo "killed at $(kept) of $total"
done

finish killed
grep -h '"event":"note"' "$scratch/killed.events" || true
dotnet run .ci/check.cs -- same-evaluation "$scratch/whole.eval" "$scratch/killed.eval"
