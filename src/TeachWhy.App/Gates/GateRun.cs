using TeachWhy.App.Display;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Training;

namespace TeachWhy.App.Gates;

/// <summary>Files through the gates, streamed, from the request to the exit code.</summary>
internal sealed class GateRun(GateRequest request, Surroundings surroundings)
{
    private const int SamplesOfGate = 3;
    private const int ProgressEvery = 256;

    private readonly GateChain _gates = GateCatalog.Of(request.Gates, new GateWishes { Language = request.Language, Lint = LintOf(request.Lint), Companies = CompaniesOf(request.Scenarios) });
    private readonly Dictionary<string, List<RefusedItem>> _samples = request.Gates.ToDictionary(gate => gate, _ => new List<RefusedItem>(), StringComparer.Ordinal);
    private GateProgress _progress = new(0, 0, 0, BytesOf(request.Files));

    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var display = Display();
        var start = surroundings.Time.GetTimestamp();
        var written = await FileWriting.RunAsync(request.Output, fault => fault is TrainingDataException, surroundings, cancellation, async () =>
        {
            using var folder = request.Output is { } path ? new GateFolder(path) : null;
            await display.ShowAsync(() =>
            {
                Look(folder, display, cancellation);
                return Task.CompletedTask;
            });
            folder?.Finish();
        });
        if (written != ExitCode.Done)
        {
            return written;
        }

        var refused = _gates.Names.Select(gate => (gate, _gates.Refused[gate])).ToList();
        display.Conclude(new GateReport(_progress, refused, [.. _gates.Names.SelectMany(gate => _samples[gate])], surroundings.Time.GetElapsedTime(start)), request.Output);
        return request.FailOnRefused && _progress.Refused > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private void Look(GateFolder? folder, IProgress<GateProgress> progress, CancellationToken cancellation)
    {
        foreach (var (line, refusal) in _gates.Run(Lines(), GatedLine.Read, line => line.Text.Length, request.Threads, cancellation))
        {
            if (refusal is null)
            {
                folder?.Pass(line);
            }
            else
            {
                var item = RefusedItem.Of(line, refusal);
                folder?.Reject(line, item);
                if (_samples[refusal.Gate].Count < SamplesOfGate)
                {
                    _samples[refusal.Gate].Add(item);
                }
            }

            _progress = _progress with { Items = _gates.Seen, Passed = _gates.Passed, Bytes = _progress.Bytes + line.Text.Length + 1 };
            if (_progress.Items % ProgressEvery == 0)
            {
                progress.Report(_progress);
            }
        }
    }

    // A line's bytes are the reader's until the next one: these stay.
    private IEnumerable<JsonLine> Lines()
    {
        foreach (var file in request.Files)
        {
            var any = false;
            foreach (var line in JsonLinesFile.Read(file))
            {
                any = true;
                yield return line with { File = Path.GetRelativePath(surroundings.WorkingDirectory, file), Text = line.Text.ToArray() };
            }

            if (!any)
            {
                throw new TrainingDataException($"{file} holds no example; each line must hold one.");
            }
        }
    }

    private static IReadOnlyList<CompanyFile>? CompaniesOf(string? folder)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            var (library, mistakes) = CompanyLibrary.WithFolder(folder);
            return library?.Companies ?? throw new Mistake($"{mistakes[0]} 'teachwhy scenarios check {folder}' names {(mistakes.Count == 1 ? "it" : $"all {mistakes.Count} mistakes")}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"--scenarios cannot be '{folder}': {WorkFolderException.ReasonOf(exception)}.");
        }
    }

    private static LintGate LintOf(string? path)
    {
        try
        {
            return path is null ? LintGate.Shipped : LintGate.Parse(File.ReadAllText(path));
        }
        catch (InvalidDataException exception)
        {
            throw new Mistake($"--lint cannot be '{path}': {exception.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"--lint cannot be '{path}': {WorkFolderException.ReasonOf(exception)}.");
        }
    }

    // What a packed file unpacks to is not known beforehand.
    private static long? BytesOf(IReadOnlyList<string> files)
    {
        var bytes = 0L;
        foreach (var file in files.Where(File.Exists))
        {
            try
            {
                using var stream = File.OpenRead(file);
                if (stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B)
                {
                    return null;
                }

                bytes += stream.Length;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                // Reading it will say why.
                return null;
            }
        }

        return bytes;
    }

    private IGateDisplay Display() => request.Json ? new GateEvents(surroundings.Output, surroundings.Time)
        : surroundings.IsTerminal ? new GateLive(surroundings.Console, surroundings.Time)
        : new GatePlain(surroundings.Console, surroundings.Time);
}
