using System.Diagnostics;
using TeachWhy.App;

namespace TeachWhy.Tests.App;

/// <summary>The real program, as a shell starts it: few of these, because each starts a process.</summary>
public sealed class ExecutableTests
{
    [Fact]
    public async Task The_version_is_told()
    {
        var (exitCode, output, error) = await RunAsync("--version");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Fact]
    public async Task A_mistake_is_one_sentence_and_exit_code_1()
    {
        var (exitCode, output, error) = await RunAsync("study", "--preset", "tinny");

        Assert.Equal((1, "", "--preset cannot be 'tinny' (allowed: quick, full or tiny); did you mean 'tiny'?" + Environment.NewLine), (exitCode, output, error));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
