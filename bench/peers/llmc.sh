#!/bin/sh
# Trains a model of the same sizes with TeachWhy and with llm.c's own program on one core, in turns.
#   bench/peers/llmc.sh TRAIN_GPT2 [MODEL] [ROUNDS] [SECONDS]         prints a table in Markdown
# MODEL is miniature or d256. TRAIN_GPT2 is the program that llm.c's Makefile builds for a processor.
# It reads weights, data and a tokenizer from files of fixed names: made here, in a folder that is thrown away.
set -eu
program=$(readlink -f "$1")
model=${2:-miniature}
rounds=${3:-3}
seconds=${4:-4}
python=${PYTHON:-/usr/bin/python3}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $model in
    miniature) sizes="620 128 4 4" ;;
    d256) sizes="1024 256 6 8" ;;
    *) echo "There is no model '$model': it is miniature or d256." >&2; exit 1 ;;
esac
# shellcheck disable=SC2086
"$python" "$here/llmc_inputs.py" "$work/llmc" $sizes
dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
ours="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll"
$ours peer prepare "$work" "$model"

round=1
while [ "$round" -le "$rounds" ]; do
    echo "ours $($ours peer round "$work" "$seconds" 1)" >>"$work/rounds"
    (cd "$work/llmc" && OMP_NUM_THREADS=1 "$program") | sed -n 's/^step .*(took \(.*\) ms)$/\1/p' | tr '\n' ' ' >"$work/steps"
    echo "theirs [$(sed 's/ $//; s/ /, /g' "$work/steps")]" >>"$work/rounds"
    round=$((round + 1))
done
# shellcheck disable=SC2086
"$python" "$here/llmc_table.py" "$work" $sizes
