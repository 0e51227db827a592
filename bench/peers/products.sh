#!/bin/sh
# The products of training with TeachWhy's kernels and with OpenBLAS (cblas_sgemm) on one core, in turns.
#   bench/peers/products.sh [ROUNDS] [SECONDS_PER_PRODUCT]        prints a table in Markdown
# Needs Debian's python3-numpy and libopenblas0-pthread. CORETYPES: OpenBLAS's kernels to try, beside its own choice.
set -eu
rounds=${1:-3}
seconds=${2:-0.2}
python=${PYTHON:-/usr/bin/python3}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
ours="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll"
export OPENBLAS_NUM_THREADS=1
round=1
while [ "$round" -le "$rounds" ]; do
    echo "ours $($ours peer products "$seconds")" >>"$work/rounds"
    for core in default ${CORETYPES:-SkylakeX}; do
        if [ "$core" = default ]; then unset OPENBLAS_CORETYPE; else export OPENBLAS_CORETYPE=$core; fi
        echo "theirs $("$python" "$here/openblas_products.py" "$seconds")" >>"$work/rounds"
    done
    unset OPENBLAS_CORETYPE
    round=$((round + 1))
done
"$python" "$here/products_table.py" "$work/rounds"
