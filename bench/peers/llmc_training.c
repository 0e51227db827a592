/* llm.c's side of bench/peers/llmc.sh: a GPT-2 of the given sizes on random tokens, one line of JSON per run.
 * Compiled together with llm.c's own train_gpt2.c, which is found by the include path and left as it is. */
#define TESTING
#include "train_gpt2.c"

/* A linear congruential generator: any numbers will do. */
static unsigned int next(unsigned int *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void build(GPT2 *model, int vocabulary, int channels, int layers, int heads, int context) {
    memset(model, 0, sizeof *model);
    model->config = (GPT2Config){
        .max_seq_len = context, .vocab_size = vocabulary, .padded_vocab_size = (vocabulary + 127) / 128 * 128,
        .num_layers = layers, .num_heads = heads, .channels = channels,
    };
    fill_in_parameter_sizes(model->param_sizes, model->config);
    for (int i = 0; i < NUM_PARAMETER_TENSORS; i++) {
        model->num_parameters += model->param_sizes[i];
    }
    model->params_memory = malloc_and_point_parameters(&model->params, model->param_sizes);
    unsigned int random = 1;
    for (size_t i = 0; i < model->num_parameters; i++) {
        model->params_memory[i] = 0.07f * (next(&random) / 16777216.0f - 0.5f);
    }
}

static void step(GPT2 *model, int *tokens, int *targets, int rows, int context, int number) {
    gpt2_forward(model, tokens, targets, rows, context);
    gpt2_zero_grad(model);
    gpt2_backward(model);
    gpt2_update(model, 1e-3f, 0.9f, 0.98f, 1e-8f, 0.05f, number);
}

int main(int count, char **arguments) {
    if (count != 8) {
        fprintf(stderr, "usage: llmc_training VOCABULARY CHANNELS LAYERS HEADS CONTEXT ROWS SECONDS\n");
        return 1;
    }
    int vocabulary = atoi(arguments[1]), context = atoi(arguments[5]), rows = atoi(arguments[6]);
    double seconds = atof(arguments[7]);
    GPT2 model;
    build(&model, vocabulary, atoi(arguments[2]), atoi(arguments[3]), atoi(arguments[4]), context);
    int *tokens = malloc((rows * context + 1) * sizeof(int));
    unsigned int random = 7;
    for (int i = 0; i <= rows * context; i++) {
        tokens[i] = next(&random) % vocabulary;
    }

    step(&model, tokens, tokens + 1, rows, context, 1);
    double first = model.mean_loss, start = now(CLOCK_MONOTONIC), used = now(CLOCK_PROCESS_CPUTIME_ID);
    int steps = 1;
    while (now(CLOCK_MONOTONIC) - start < seconds) {
        step(&model, tokens, tokens + 1, rows, context, ++steps);
    }
    double made = (double)(steps - 1) * rows * context;
    used = now(CLOCK_PROCESS_CPUTIME_ID) - used;
    printf("{\"processor\": %f, \"clock\": %f, \"first\": %f, \"last\": %f}\n",
           made / used, made / (now(CLOCK_MONOTONIC) - start), first, model.mean_loss);
    return 0;
}
