using System.Globalization;
using TeachWhy.Training.Measurement;

namespace TeachWhy.App.Display;

/// <summary>What was measured, one row after the other: a row stands as soon as its number is known, on a terminal as in a file.</summary>
internal sealed class SpeedTable(TextWriter output) : IProgress<EngineSpeed>
{
    private EngineSpeed? _shown;

    public void Report(EngineSpeed value)
    {
        if (_shown is null)
        {
            Write($"{value.Processor}, {value.Cores} {(value.Cores == 1 ? "core" : "cores")}, {value.Path}: one core multiplies and adds at {value.PeakGigaFlops:F1} GF/s");
        }
        foreach (var kernel in value.Kernels.Skip(_shown?.Kernels.Count ?? 0))
        {
            Head(value.Kernels.Count == 1, $"{"Kernels, one core",-47}{"sizes",-27}{"GF/s",8}{"of peak",10}");
            Write($"{kernel.Model,-11}{kernel.Name,-36}{kernel.Shape,-27}{kernel.GigaFlops,8:F1}{kernel.ShareOfPeak,10:0%}");
        }
        foreach (var training in value.Training.Skip(_shown?.Training.Count ?? 0))
        {
            Head(value.Training.Count == 1, $"{"Training",-47}{"threads",-27}{"tokens/s",8}{"of peak",10}");
            Write($"{training.Model,-47}{training.Threads,-27}{training.TokensPerSecond,8:N0}{training.ShareOfPeak,10:0%}");
        }
        foreach (var sampling in value.Sampling.Skip(_shown?.Sampling.Count ?? 0))
        {
            Head(value.Sampling.Count == 1, $"{"Sampling",-47}{"threads, sequences",-27}{"tokens/s",8}");
            Write($"{sampling.Model,-47}{$"{sampling.Threads}, {sampling.Sequences}",-27}{sampling.TokensPerSecond,8:N0}");
        }
        _shown = value;
        output.Flush();
    }

    private void Head(bool first, string line)
    {
        if (first)
        {
            output.WriteLine();
            output.WriteLine(line);
        }
    }

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
