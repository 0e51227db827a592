using System.CommandLine;
using TeachWhy.App.Loopback;
using TeachWhy.App.Parsing;
using TeachWhy.App.Serving;
using TeachWhy.Transformer;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy serve</c>: a checkpoint behind an OpenAI-compatible server on loopback.</summary>
internal static class ServeCommand
{
    private const int MostThreads = 256;
    private const int MostWaiting = 100_000;
    private const int MostSeconds = 24 * 3600;

    public static Command Create(Surroundings surroundings)
    {
        var standard = new ServerOptions();
        var sampler = new SamplerOptions { Threads = Math.Max(1, Environment.ProcessorCount), Queue = 256 };
        var checkpoint = new Argument<string>("CHECKPOINT") { Description = "The model: a folder as Hugging Face lays it out, or a GGUF file." };
        var port = Values.Number("--port", $"The port on 127.0.0.1 and ::1; 0 takes a free one [default: {standard.Port}].", 0, ushort.MaxValue);
        var name = new Option<string?>("--name") { Description = "What requests call the model [default: the checkpoint's own name].", HelpName = "NAME" };
        var adapter = new Option<string?>("--adapter") { Description = "A low-rank adapter to merge into the model: a folder as PEFT lays it out.", HelpName = "DIR" };
        var type = Values.OneOf(
            "--type", "How the weights are held: bfloat16 takes half the memory, and rounds them [default: float32].",
            ("float32", WeightType.Float32), ("bfloat16", WeightType.BFloat16));
        var threads = Values.Number("--threads", $"Threads to sample with; answers are the same with any number [default: {sampler.Threads}].", 1, MostThreads);
        var sequences = Values.Number("--sequences", $"Most answers in work at the same time [default: {sampler.Sequences}].", 1, MostWaiting);
        var queue = Values.Number("--queue", $"Most answers that wait for a place; more are refused with status 429 [default: {sampler.Queue}].", 1, MostWaiting);
        var timeout = Values.Number("--timeout", $"Most seconds for a request [default: {standard.MostTime.TotalSeconds:0}].", 1, MostSeconds);
        var quiet = new Option<bool>("--quiet") { Description = "Tell only of requests that fail.", Arity = ArgumentArity.Zero };
        var json = new Option<bool>("--json") { Description = "Write one JSON object per event to standard output, and nothing else.", Arity = ArgumentArity.Zero };

        var command = new Command(
            "serve", $"Put a checkpoint behind an OpenAI-compatible server on this machine. Where {ServerOptions.TokenVariable} is set, clients must send it as their key.")
        {
            checkpoint, port, name, adapter, type, threads, sequences, queue, timeout, quiet, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = standard with
            {
                Port = parsed.GetValue(port) ?? standard.Port,
                MostTime = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : standard.MostTime,
                Token = TokenFrom(surroundings),
            };
            var sampling = sampler with
            {
                WeightType = parsed.GetValue(type) ?? sampler.WeightType,
                Threads = parsed.GetValue(threads) ?? sampler.Threads,
                Sequences = parsed.GetValue(sequences) ?? sampler.Sequences,
                Queue = parsed.GetValue(queue) ?? sampler.Queue,
            };
            IServeDisplay display = parsed.GetValue(json)
                ? new ServeEvents(surroundings.Output, parsed.GetValue(quiet))
                : new ServeLines(surroundings.Output, surroundings.Error, surroundings.Time, parsed.GetValue(quiet));
            var given = parsed.GetRequiredValue(checkpoint);
            var path = Path.GetFullPath(given, surroundings.WorkingDirectory);
            var change = parsed.GetValue(adapter) is { } folder ? Path.GetFullPath(folder, surroundings.WorkingDirectory) : null;
            return RunAsync(() => LoadedModel.Load(path, given, parsed.GetValue(name), change, sampling, surroundings.Time), options, display, surroundings, cancellation);
        });
        return command;
    }

    /// <returns>
    /// Done where every request got its answer: a server has no other end than being stopped. Cancelled where some had to be cut off.
    /// </returns>
    private static async Task<int> RunAsync(
        Func<LoadedModel> load, ServerOptions options, IServeDisplay display, Surroundings surroundings, CancellationToken cancellation)
    {
        using var loaded = load();
        await using var server = new Server(loaded.Model, options, display, new Chance(surroundings.Chance), surroundings.Time);
        await server.StartAsync(cancellation);
        display.Listening(loaded.Model, server.Address, options.Token is not null);

        await cancellation.WhenCancelled();
        display.Stopping(options.Grace);
        var cut = await server.StopAsync();
        if (cut == 0)
        {
            return ExitCode.Done;
        }

        await surroundings.Error.WriteLineAsync($"{cut} {(cut == 1 ? "request was" : "requests were")} cut off after {options.Grace.TotalSeconds:0} s.");
        return ExitCode.Cancelled;
    }

    private static string? TokenFrom(Surroundings surroundings)
    {
        var token = surroundings.Variable(ServerOptions.TokenVariable);
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        return token.All(letter => letter is > ' ' and <= '~') ? token
            : throw new Mistake($"{ServerOptions.TokenVariable} cannot be used: a token has printable ASCII letters only, and no spaces.");
    }
}
