using System.Runtime.InteropServices;

namespace TeachWhy.Training.Measurement;

/// <summary>What the processor calls itself, as far as the system tells.</summary>
internal static class ProcessorName
{
    private const string LinuxList = "/proc/cpuinfo";

    public static string Read()
    {
        var name = OperatingSystem.IsLinux() && File.Exists(LinuxList)
            ? File.ReadLines(LinuxList).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return string.IsNullOrWhiteSpace(name) ? RuntimeInformation.ProcessArchitecture.ToString() : name;
    }
}
