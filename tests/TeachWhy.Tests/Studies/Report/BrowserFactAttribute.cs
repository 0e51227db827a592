
namespace TeachWhy.Tests.Studies.Report;

/// <summary>
/// A test that needs a real browser. Without one it is skipped, and says so; with <c>CI=true</c> it fails instead, so that a
/// build machine cannot lose its browser unnoticed.
/// </summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Path is null && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "SKIPPED: no chromium on this machine, so nobody looked at the page. Install it, or set CHROMIUM to its path.";
        }
    }
}
