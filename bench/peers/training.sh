#!/bin/sh
# Trains the same model on the same batch with TeachWhy and with PyTorch on the processor, one core each, in turns.
#   bench/peers/training.sh [MODEL] [ROUNDS] [SECONDS]            prints a table in Markdown
# MODEL is miniature or d256.
# Needs Debian's python3-torch and libopenblas0-pthread (without OpenBLAS PyTorch is several times slower).
set -eu
model=${1:-miniature}
rounds=${2:-5}
seconds=${3:-4}
python=${PYTHON:-/usr/bin/python3}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
ours="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll"
$ours peer prepare "$work" "$model"

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
torch_run() { # CORETYPE MICROROWS SECONDS
    if [ "$1" = default ]; then unset OPENBLAS_CORETYPE; else export OPENBLAS_CORETYPE=$1; fi
    "$python" "$here/pytorch_training.py" "$work" "$3" "$2" 1
}

# PyTorch gets its best setting: the micro-batch, and the kernels of OpenBLAS that suit this processor best.
for core in default ${CORETYPES:-Haswell SkylakeX}; do
    for micro in 1 2 4 8; do
        if line=$(torch_run $core $micro 2 2>"$work/error"); then
            echo "$core $micro $line" >>"$work/settings"
        else
            echo "PyTorch with $core failed: $(tail -n 1 "$work/error")" >&2
        fi
    done
done

round=1
best=$("$python" "$here/training_table.py" best "$work/settings")
core=${best% *}
micro=${best#* }
while [ "$round" -le "$rounds" ]; do
    echo "ours $($ours peer round "$work" "$seconds" 1)" >>"$work/rounds"
    echo "torch $(torch_run "$core" "$micro" "$seconds")" >>"$work/rounds"
    round=$((round + 1))
done
"$python" "$here/training_table.py" table "$work/settings" "$work/rounds"
