using System.Diagnostics;

namespace TeachWhy.Tests.Studies.Report;

/// <summary>A headless chromium, started anew for every question, with nothing remembered and nothing fetched.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The program; null where there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Find();

    /// <summary>The page as the browser has it after its scripts ran.</summary>
    public static async Task<string> DumpAsync(string html, bool dark)
    {
        Assert(Path is not null);
        var folder = Directory.CreateTempSubdirectory("teachwhy-browser");
        try
        {
            var page = System.IO.Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, html);
            var start = new ProcessStartInfo(Path!)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList =
                {
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
                    "--disable-component-update", "--no-first-run", "--hide-scrollbars", "--window-size=1200,900",
                    $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}",
                    $"--user-data-dir={System.IO.Path.Combine(folder.FullName, "profile")}",
                    "--virtual-time-budget=2000", "--dump-dom", new Uri(page).AbsoluteUri,
                },
            };
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                await Task.WhenAll(output, errors, process.WaitForExitAsync(limit.Token));
                return await output;
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Assert(bool found) =>
        Xunit.Assert.True(found, "CI=true, but no chromium was found: install it, or set CHROMIUM to its path.");

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
