#!/bin/sh
# Trains a model of the same sizes with TeachWhy and with llm.c on one core, in turns.
#   bench/peers/llmc.sh LLMC_FOLDER [MODEL] [ROUNDS] [SECONDS]        prints a table in Markdown
# MODEL is miniature or d256. LLMC_FOLDER is a checkout of llm.c; nothing in it is changed. Needs gcc.
set -eu
llmc=$1
model=${2:-miniature}
rounds=${3:-3}
seconds=${4:-4}
python=${PYTHON:-/usr/bin/python3}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $model in
    miniature) sizes="620 128 4 4 160" ;;
    d256) sizes="1024 256 6 8 192" ;;
    *) echo "There is no model '$model': it is miniature or d256." >&2; exit 1 ;;
esac
# The flags of llm.c's own Makefile.
gcc -Ofast -march=native -fopenmp -DOMP -w -I "$llmc" "$here/llmc_training.c" -o "$work/llmc" -lm
dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
ours="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll"
$ours peer prepare "$work" "$model"

round=1
while [ "$round" -le "$rounds" ]; do
    echo "ours $($ours peer round "$work" "$seconds" 1)" >>"$work/rounds"
    # shellcheck disable=SC2086
    echo "theirs $(OMP_NUM_THREADS=1 "$work/llmc" $sizes 8 "$seconds" | tail -n 1)" >>"$work/rounds"
    round=$((round + 1))
done
# shellcheck disable=SC2086
"$python" "$here/llmc_table.py" "$work" $sizes
