#!/bin/sh
# Samples the same weights with TeachWhy and with llama.cpp, in turns: 64 sequences at once and one alone, on one thread and on two.
#   bench/peers/sampling.sh LLAMA_CPP_FOLDER [ROUNDS]      prints a table in Markdown
# MODELS names what is compared: of miniature, d256, 40m, 130m, each with -Float32 or -BFloat16.
# Needs a built llama.cpp (build/bin/llama-batched-bench). Neither side's speed depends on what the weights have learned.
set -eu
llama=$1/build/bin/llama-batched-bench
rounds=${2:-2}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -x "$llama" ] || { echo "$llama is not there: build llama.cpp first." >&2; exit 1; }

dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
dotnet build -c Release --nologo -v quiet "$root/src/TeachWhy.App" >&2
ours="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll sampling-peer"
export_gguf="dotnet $root/artifacts/bin/TeachWhy.App/release/teachwhy.dll export"

llama_run() { # MODEL SEQUENCES THREADS PROMPT NEW SETTINGS...
    model=$1 sequences=$2 threads=$3 prompt=$4 new=$5
    shift 5
    "$llama" -m "$work/$model.gguf" -c $((sequences * (prompt + new))) -b 2048 -npp "$prompt" -ntg "$new" -npl "$sequences" \
        -t "$threads" -tb "$threads" --output-format jsonl "$@" 2>"$work/error" | grep '"speed_tg"' ||
        echo "llama.cpp failed on $model with $*: $(tail -n 1 "$work/error")" >&2
}

compare() { # SHAPE TYPE PROMPT NEW
    shape=$1 type=$2 prompt=$3 new=$4
    model=$shape-$type
    $ours prepare "$shape" "$type" "$work/$model"
    $export_gguf "$work/$model" --format gguf --end w0 --out "$work/$model.gguf" >&2

    # llama.cpp gets its best setting: attention of either kind, small and large steps. Its keys and values are kept in
    # 16 bits, as it does by itself; in float32 too, where that is faster.
    for settings in "-ub 512" "-ub 128" "-fa -ub 512" "-fa -ub 512 -ctk f32 -ctv f32" "-ub 512 -ctk f32 -ctv f32"; do
        # shellcheck disable=SC2086
        line=$(llama_run "$model" 64 1 16 8 $settings)
        [ -z "$line" ] || echo "$settings	$line" >>"$work/settings-$model"
    done
    settings=$(python3 "$here/sampling_table.py" best "$work/settings-$model")

    round=1
    while [ "$round" -le "$rounds" ]; do
        for sequences in 64 1; do
            for threads in 1 2; do
                echo "$model	ours	$sequences	$threads	$($ours round "$work/$model" "$type" "$sequences" "$threads" "$prompt" "$new")" >>"$work/rounds"
                # shellcheck disable=SC2086
                echo "$model	llama.cpp $settings	$sequences	$threads	$(llama_run "$model" "$sequences" "$threads" "$prompt" "$new" $settings)" >>"$work/rounds"
            done
        done
        round=$((round + 1))
    done
}

for model in ${MODELS:-miniature-Float32 40m-Float32 40m-BFloat16}; do
    if [ "${model%-*}" = miniature ]; then
        compare "${model%-*}" "${model#*-}" 70 30
    else
        compare "${model%-*}" "${model#*-}" 64 32
    fi
done
python3 "$here/sampling_table.py" table "$work/rounds"
