using System.Text.Json;
using TeachWhy.App.Display;
using TeachWhy.Training.Measurement;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Measurement;
using Xunit;

namespace TeachWhy.Tests.App;

public sealed class BenchCommandTests
{
    [Fact]
    public async Task Json_is_one_object_with_every_number_that_was_measured()
    {
        var terminal = new Terminal();

        var exitCode = await terminal.RunAsync("bench --json --seconds 1 --threads 1", new ScriptedRunner());

        Assert.Equal(0, exitCode);
        Assert.Empty(terminal.Error);
        using var document = JsonDocument.Parse(terminal.Output);
        var speed = document.RootElement;
        Assert.Equal(KernelSet.Fastest.Name, speed.GetProperty("path").GetString());
        Assert.NotEmpty(speed.GetProperty("processor").GetString()!);
        Assert.Equal(Environment.ProcessorCount, speed.GetProperty("cores").GetInt32());
        Assert.True(speed.GetProperty("peak_gflops").GetDouble() > 0);

        var kernels = speed.GetProperty("kernels").EnumerateArray().ToList();
        Assert.Equal(MeasuredModel.All.Count * KernelMeasurement.Count, kernels.Count);
        Assert.All(kernels, kernel =>
        {
            Assert.NotEmpty(kernel.GetProperty("name").GetString()!);
            Assert.NotEmpty(kernel.GetProperty("shape").GetString()!);
            Assert.True(kernel.GetProperty("gflops").GetDouble() > 0);
            AssertIsShare(kernel);
        });
        Assert.All(speed.GetProperty("training").EnumerateArray(), AssertIsShare);
        Assert.Equal(
            [("miniature", 1), ("d256", 1)],
            speed.GetProperty("training").EnumerateArray().Select(row => (row.GetProperty("model").GetString(), row.GetProperty("threads").GetInt32())));
        Assert.Equal([1, 16, 64, 1, 16, 64], speed.GetProperty("sampling").EnumerateArray().Select(row => row.GetProperty("sequences").GetInt32()));
        Assert.All(speed.GetProperty("sampling").EnumerateArray(), row => Assert.True(row.GetProperty("tokens_per_second").GetDouble() > 0));
    }

    // The peak is measured too: in a busy moment, or before the machine changes its clock, it comes out low and a
    // share above one. How large it is says nothing of the program, so no test asks for that.
    private static void AssertIsShare(JsonElement row)
    {
        var share = row.GetProperty("share_of_peak").GetDouble();
        Assert.True(double.IsFinite(share) && share > 0, $"share of peak {share}");
    }

    [Fact]
    public void A_row_of_the_table_is_written_once_when_it_becomes_known()
    {
        using var output = new StringWriter();
        var table = new SpeedTable(output);
        var peak = new EngineSpeed("a processor", "avx2", 2, 100, [], [], []);
        var kernel = peak with { Kernels = [new KernelSpeed("miniature", "down: forward", "160 × 344 × 128", 90, 0.9)] };
        var training = kernel with { Training = [new TrainingSpeed("miniature", 2, 12345, 0.7)] };
        var sampling = training with { Sampling = [new SamplingSpeed("miniature", 1, 64, 6789)] };

        foreach (var known in (EngineSpeed[])[peak, kernel, training, sampling])
        {
            table.Report(known);
        }

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, lines.Length);
        Assert.Equal("a processor, 2 cores, avx2: one core multiplies and adds at 100.0 GF/s", lines[0]);
        Assert.Equal(["90.0", "90%"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
        Assert.Equal(["2", "12,345", "70%"], lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^3..]);
        Assert.Equal(["64", "6,789"], lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
    }

    [Theory]
    [InlineData("--seconds 0", "--seconds cannot be '0': it must be a whole number from 1 to 3600.")]
    [InlineData("--threads 1000", "--threads cannot be '1000': it must be a whole number from 1 to 256.")]
    public async Task What_cannot_be_measured_with_is_refused_with_one_sentence(string options, string sentence)
    {
        var terminal = new Terminal();

        Assert.Equal(1, await terminal.RunAsync($"bench {options}", new ScriptedRunner()));

        Assert.Equal(sentence, terminal.Error.Trim());
    }

    [Fact]
    public async Task Stopping_it_says_that_not_everything_was_measured()
    {
        var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal(130, await terminal.RunAsync("bench", new ScriptedRunner(), stop.Token));

        Assert.Equal("Stopped before everything was measured.", terminal.Error.Trim());
    }
}
