using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Measurement;

namespace TeachWhy.Training.Measurement;

/// <summary>What the engine does on this machine; a list grows while the measurement goes on.</summary>
/// <param name="Processor">The processor's own name.</param>
/// <param name="Path">The vector path of the kernels.</param>
/// <param name="Cores">Processors that the system offers.</param>
/// <param name="PeakGigaFlops">10⁹ multiply-add operations a second that one core reaches when it does nothing else.</param>
public sealed record EngineSpeed(
    string Processor, string Path, int Cores, double PeakGigaFlops,
    IReadOnlyList<KernelSpeed> Kernels, IReadOnlyList<TrainingSpeed> Training, IReadOnlyList<SamplingSpeed> Sampling);

/// <summary>Measures the engine against its own peak: kernels, training and sampling of the measured models.</summary>
public static class EngineMeasurement
{
    // How the time is shared: a step of training needs more of it than a kernel.
    private const double PeakShare = 8;
    private const double KernelShare = 1;
    private const double TrainingShare = 20;
    private const double SamplingShare = 8;

    private static readonly int[] Sequences = [1, 16, 64];

    /// <param name="threads">Training and the fullest sampling are measured with one thread and with so many.</param>
    /// <param name="seconds">About how long it all takes; what is larger than its share takes longer.</param>
    /// <param name="progress">Told what is known so far, each time there is more.</param>
    public static EngineSpeed Run(int threads, double seconds, IProgress<EngineSpeed> progress, CancellationToken cancellation)
    {
        var models = MeasuredModel.All;
        var kernels = KernelSet.Fastest;
        int[] teams = threads == 1 ? [1] : [1, threads];
        var sampled = Sequences.Select(sequences => (Threads: 1, Sequences: sequences)).ToList();
        sampled.AddRange(teams.Skip(1).Select(team => (team, Sequences[^1])));
        var unit = seconds / (PeakShare + models.Count * (KernelMeasurement.Count * KernelShare + teams.Length * TrainingShare + sampled.Count * SamplingShare));

        var peak = Peak.GigaFlops(PeakShare * unit);
        var speed = new EngineSpeed(ProcessorName.Read(), kernels.Name, Environment.ProcessorCount, peak, [], [], []);
        Tell(speed);
        foreach (var kernel in models.SelectMany(model => KernelMeasurement.Measure(model, kernels, peak, KernelShare * unit)))
        {
            Tell(speed with { Kernels = [.. speed.Kernels, kernel] });
        }
        foreach (var (model, team) in models.SelectMany(model => teams.Select(team => (model, team))))
        {
            var training = TrainingMeasurement.Measure(model, team, peak, TrainingShare * unit, cancellation);
            Tell(speed with { Training = [.. speed.Training, training] });
        }
        foreach (var (model, team, sequences) in models.SelectMany(model => sampled.Select(sample => (model, sample.Threads, sample.Sequences))))
        {
            var sampling = SamplingMeasurement.Measure(model, team, sequences, SamplingShare * unit, cancellation);
            Tell(speed with { Sampling = [.. speed.Sampling, sampling] });
        }
        return speed;

        void Tell(EngineSpeed known)
        {
            cancellation.ThrowIfCancellationRequested();
            speed = known;
            progress.Report(known);
        }
    }
}
