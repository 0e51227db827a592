#!/bin/sh
# Serves the same weights with TeachWhy and with llama.cpp's llama-server, in turns, to the same clients.
#   bench/peers/serving.sh LLAMA_SERVER [SHAPE] [ROUNDS] [SECONDS] [THREADS]      prints a table in Markdown
# Each gets the same model in float32, of the miniature's shape where no other is named; llama-server gets a slot for each client, or 16
# where that is faster, and keeps its own cache type (float16). A client sends 64 tokens, waits for the whole answer of 64, and sends the next request.
set -eu
llama=$1
shape=${2:-miniature}
rounds=${3:-3}
seconds=${4:-5}
threads=${5:-2}
vocabulary=512
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; server=; }
}
trap 'stop; rm -rf "$work"' EXIT

dotnet build -c Release --nologo -v quiet "$root/bench/TeachWhy.Benchmarks" >&2
dotnet build -c Release --nologo -v quiet "$root/src/TeachWhy.App" >&2
bench="dotnet $root/artifacts/bin/TeachWhy.Benchmarks/release/TeachWhy.Benchmarks.dll"
teachwhy="dotnet $root/artifacts/bin/TeachWhy.App/release/teachwhy.dll"
$bench sampling-peer prepare "$shape" Float32 "$work/model"
$teachwhy export "$work/model" --format gguf --type float32 --end w511 --out "$work/model.gguf" >&2

wait_until_up() { # PORT
    tries=0
    until curl --silent --fail --noproxy '*' "http://127.0.0.1:$1/health" >/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || { echo "the server did not start" >&2; exit 1; }
        sleep 0.1
    done
}

ticks() { # hundredths of a second of processor time, user and system, that the server has had
    awk '{ print $14 + $15 }' "/proc/$server/stat"
}

drive() { # NAME CLIENTS PORT [FIELDS]
    wait_until_up "$3"
    before=$(ticks)
    line=$($bench serving "http://127.0.0.1:$3" model "$vocabulary" "$2" "$seconds" "${4:-}")
    echo "$1 $line $(($(ticks) - before))" >>"$work/rounds"
    stop
}

round=1
while [ "$round" -le "$rounds" ]; do
    for clients in 1 16 64; do
        $teachwhy serve "$work/model" --port 18080 --threads "$threads" --quiet >/dev/null &
        server=$!
        drive ours "$clients" 18080
        for slots in $([ "$clients" -le 16 ] || echo 16) "$clients"; do
            "$llama" -m "$work/model.gguf" --host 127.0.0.1 --port 18081 -t "$threads" -np "$slots" -c $((slots * 160)) >"$work/llama.log" 2>&1 &
            server=$!
            drive llama "$clients" 18081 ',"ignore_eos":true'
        done
    done
    round=$((round + 1))
done

# Of each the best round: by the clock, and by the processor's time, which other work on the machine disturbs less.
awk '{ key = $1 " " $2; used = $5 / ($6 / 100) }
    $4 > tokens[key] { tokens[key] = $4; requests[key] = $3 }
    used > processor[key] { processor[key] = used }
    END {
        print "| clients | TeachWhy: requests/s | tokens/s | tokens per processor second | llama-server: requests/s | tokens/s | tokens per processor second |"
        print "|---|---|---|---|---|---|---|"
        for (i = 1; i <= split("1 16 64", clients, " "); i++) {
            ours = "ours " clients[i]; theirs = "llama " clients[i]
            printf "| %d | %.0f | %d | %d | %.0f | %d | %d |\n", clients[i], requests[ours], tokens[ours], processor[ours], requests[theirs], tokens[theirs], processor[theirs]
        }
    }' "$work/rounds"
