using System.Diagnostics;
using System.Text.Json;
using TeachWhy.Tests.House;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>The second implementation, bench/peers/reference_logits.py, run by a Python that has numpy.</summary>
internal static class Numpy
{
    /// <summary>The interpreter; null where none with numpy was found. <c>PYTHON</c> says another.</summary>
    public static string? Python { get; } = Candidates().FirstOrDefault(HasNumpy);

    /// <summary>The logits behind every token, computed from the folder alone, or with an adapter's beside it.</summary>
    public static double[][] Logits(string folder, IReadOnlyList<int> tokens, string? adapter = null)
    {
        Assert.True(Python is not null, "CI=true, but no python3 with numpy was found: install python3-numpy, or set PYTHON to it.");
        string[] arguments = [Repository.PathOf("bench/peers/reference_logits.py"), folder, string.Join(',', tokens)];
        var (code, output, errors) = Run(Python, adapter is null ? arguments : [.. arguments, adapter]);
        Assert.True(code == 0, errors);
        return JsonSerializer.Deserialize<double[][]>(output)!;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("PYTHON") is { } said)
        {
            return [said];
        }
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "python3")).Where(File.Exists);
    }

    private static bool HasNumpy(string python) => Run(python, "-c", "import numpy").Code == 0;

    private static (int Code, string Output, string Errors) Run(string python, params string[] arguments)
    {
        var start = new ProcessStartInfo(python, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

/// <summary>
/// Cases that need a Python with numpy. Without one they are skipped, and say so; with <c>CI=true</c> they fail instead,
/// so that a build machine cannot lose it unnoticed.
/// </summary>
public sealed class NumpyTheoryAttribute : TheoryAttribute
{
    public NumpyTheoryAttribute()
    {
        if (Numpy.Python is null && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "SKIPPED: no python3 with numpy on this machine, so no second implementation read the model. Install python3-numpy, or set PYTHON.";
        }
    }
}
