using System.Text.Encodings.Web;
using System.Text.Json;
using TeachWhy.Training.Measurement;

namespace TeachWhy.App.Display;

/// <summary>The engine's speed as one JSON object; rounded, because the last digits are noise.</summary>
internal static class SpeedJson
{
    // Not for a web page: a times sign may stand as it is.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(EngineSpeed speed) => JsonSerializer.Serialize(new
    {
        processor = speed.Processor,
        path = speed.Path,
        cores = speed.Cores,
        peak_gflops = Math.Round(speed.PeakGigaFlops, 1),
        kernels = speed.Kernels.Select(kernel => new
        {
            name = $"{kernel.Model}, {kernel.Name}",
            shape = kernel.Shape,
            gflops = Math.Round(kernel.GigaFlops, 1),
            share_of_peak = Share(kernel.ShareOfPeak),
        }),
        training = speed.Training.Select(training => new
        {
            model = training.Model,
            threads = training.Threads,
            tokens_per_second = Math.Round(training.TokensPerSecond),
            share_of_peak = Share(training.ShareOfPeak),
        }),
        sampling = speed.Sampling.Select(sampling => new
        {
            model = sampling.Model,
            threads = sampling.Threads,
            sequences = sampling.Sequences,
            tokens_per_second = Math.Round(sampling.TokensPerSecond),
        }),
    }, Options);

    private static double Share(double share) => Math.Round(share, 3);
}
