"""OpenBLAS's side of bench/peers/products.sh: the same products through cblas_sgemm, one line of JSON per run."""
import ctypes
import json
import sys
import time

import numpy

ROW_MAJOR, PLAIN, TRANSPOSED = 101, 111, 112
MODELS = {"miniature": (160, 620, 128, 344), "d256": (192, 1024, 256, 704)}

blas = ctypes.CDLL("libopenblas.so.0")
pointer = ctypes.POINTER(ctypes.c_float)
blas.cblas_sgemm.argtypes = [ctypes.c_int] * 6 + [ctypes.c_float, pointer, ctypes.c_int, pointer, ctypes.c_int, ctypes.c_float, pointer, ctypes.c_int]
blas.cblas_sgemm.restype = None


def product(left, left_transposed, right, right_transposed, add, destination):
    rows, columns = destination.shape
    depth = left.shape[0] if left_transposed else left.shape[1]
    arguments = (
        ROW_MAJOR, TRANSPOSED if left_transposed else PLAIN, TRANSPOSED if right_transposed else PLAIN, rows, columns, depth,
        1.0, left.ctypes.data_as(pointer), left.shape[1], right.ctypes.data_as(pointer), right.shape[1],
        1.0 if add else 0.0, destination.ctypes.data_as(pointer), columns)
    return lambda: blas.cblas_sgemm(*arguments)


def speed(operations, work, budget):
    """10⁹ operations a second of processor time, best of rounds that are long beside the clock's reading."""
    work()
    repeats, start, best = 1, time.perf_counter(), float("inf")
    while True:
        before = time.process_time()
        for _ in range(repeats):
            work()
        used = time.process_time() - before
        if used < 0.02:
            repeats *= 2
            continue
        best = min(best, used / repeats)
        if time.perf_counter() - start > budget:
            return operations / best / 1e9


def main(budget):
    results = []
    random = numpy.random.default_rng(1)
    matrix = lambda rows, columns: random.standard_normal((rows, columns), dtype=numpy.float32)
    for model, (rows, vocabulary, channels, hidden) in MODELS.items():
        layers = [("query, key, value", channels, 3 * channels), ("attention output", channels, channels),
                  ("gate, up", channels, 2 * hidden), ("down", hidden, channels), ("head", channels, vocabulary)]
        for name, inputs, outputs in layers:
            x, weight, d_output = matrix(rows, inputs), matrix(outputs, inputs), matrix(rows, outputs)
            output, d_input, d_weight = matrix(rows, outputs), matrix(rows, inputs), numpy.zeros((outputs, inputs), numpy.float32)
            operations = 2 * rows * inputs * outputs
            for kind, work in (
                ("forward", product(x, False, weight, True, False, output)),
                ("input gradient", product(d_output, False, weight, False, False, d_input)),
                ("weight gradient", product(d_output, True, x, False, True, d_weight)),
            ):
                results.append({"model": model, "name": f"{name}: {kind}", "gflops": speed(operations, work, budget)})
    blas.openblas_get_config.restype = ctypes.c_char_p
    print(json.dumps({"config": blas.openblas_get_config().decode(), "kernels": results}))


main(float(sys.argv[1]))
