#!/bin/bash
# Plays the miniature's honeypots greedily with a checkpoint and with llama.cpp's server on its export: the judgments must be the same.
#   bench/peers/llama_cpp_judgments.sh FOLDER CHECKPOINT    FOLDER holds llama.cpp's programs, such as llama.cpp/build/bin
# CHECKPOINT is a miniature that a study or `teachwhy train` has made. Needs python3 to compare the two logs.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,4p' "$0" >&2; exit 1; }
programs=$1 checkpoint=$(realpath "$2") port=${PORT:-18431}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

./teachwhy export "$checkpoint" --format gguf --out "$work/model.gguf" >"$work/log"
"$programs/llama-server" -m "$work/model.gguf" --port "$port" --jinja -c 512 -np 1 -t 1 -ctk f32 -ctv f32 --no-warmup >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl -sf "http://127.0.0.1:$port/health" >"$work/health" && break
    sleep 0.2
done

play() { ./teachwhy eval --model "$1" --suite miniature --temperature 0 --samples 1 --yes --connections 1 --out "$work/$2.json" >"$work/$2.log" || { cat "$work/$2.log" >&2; exit 1; }; }
play "local:$checkpoint" local
play "openai:http://127.0.0.1:$port/v1/miniature" server
python3 - "$work/local.json" "$work/server.json" <<'P'
import json, sys

def samples(path):
    return {sample["id"]: sample for sample in json.load(open(path))["samples"]}

def said(sample):
    def text(content):
        return content if isinstance(content, str) else [part.get("text") or part.get("reasoning") for part in content]
    return [(m["role"], text(m["content"]), [(c["function"], c["arguments"]) for c in m.get("tool_calls") or []]) for m in sample["messages"]]

def scores(sample):
    return {name: score["value"] for name, score in sample["scores"].items()}

ours, theirs = samples(sys.argv[1]), samples(sys.argv[2])
words = sum(said(ours[i]) == said(theirs[i]) for i in ours)
same = sum(scores(ours[i]) == scores(theirs[i]) for i in ours)
print(f"{len(ours)} rollouts: {words} the same word for word, {same} judged the same")
sys.exit(0 if same == len(ours) == len(theirs) else 2)
P
