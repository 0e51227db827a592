#!/bin/sh
# Compares what llama.cpp computes from our GGUF files with what we compute: the probability of every token at each of 200 steps,
# the greedy text, and the tokens of some texts.
#   bench/peers/llama_cpp_conformance.sh FOLDER            FOLDER holds llama.cpp's programs, such as llama.cpp/build/bin
# Prints a table in Markdown. Needs curl.
set -eu
programs=$1
port=${PORT:-18573}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
ours="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll"
$ours conformance prepare "$work"

serve() { # MODEL
    # Keys and values in full precision, as ours are.
    "$programs/llama-server" -m "$1" --port "$port" -c 512 -np 1 -t 1 -ctk f32 -ctv f32 --no-warmup >"$work/log" 2>&1 &
    server=$!
    tries=0
    until curl -sf "http://127.0.0.1:$port/health" >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ "$tries" -gt 120 ] || ! kill -0 "$server" 2>/dev/null; then
            echo "llama-server did not start with $1:" >&2
            tail -n 5 "$work/log" >&2
            exit 2
        fi
        sleep 0.25
    done
}

ask() { # PATH FILE
    curl -sf "http://127.0.0.1:$port/$1" -H 'Content-Type: application/json' --data-binary "@$2"
}

finish() {
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
}

for model in "$work"/*.gguf; do
    name=${model%.gguf}
    base=${name%-*}
    serve "$model"
    ask completion "$base.request" >"$name.answer"
    for text in "$base".text*; do
        ask tokenize "$text" >"$name.tokens${text##*.text}"
    done
    finish

    # llama.cpp rounds what it multiplies with 16 and 8 bits too. Widened by llama.cpp itself, the same weights show what is ours.
    case $name in *-Float32) continue ;; esac
    "$programs/llama-quantize" --allow-requantize "$model" "$name.wide" F32 >"$work/log" 2>&1
    serve "$name.wide"
    ask completion "$base.request" >"$name.widened"
    finish
    rm "$name.wide"
done
"$programs/llama-server" --version 2>&1 | sed -n 's/^version: /llama.cpp /p'
echo
$ours conformance compare "$work"
