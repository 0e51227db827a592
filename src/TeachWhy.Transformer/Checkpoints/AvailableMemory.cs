namespace TeachWhy.Transformer;

/// <summary>How much memory a process may still take.</summary>
public static class AvailableMemory
{
    private const string MemoryFile = "/proc/meminfo";
    private const string AvailableLine = "MemAvailable:";

    /// <summary>
    /// Bytes: what the process's limit leaves it (a container's, where it runs in one), and no more than what the machine
    /// has free or could free by dropping files it remembers.
    /// </summary>
    public static long Bytes
    {
        get
        {
            // Within a container the runtime's total is the container's limit.
            var left = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet;
            return Math.Max(0, Math.Min(left, File.Exists(MemoryFile) ? OfMachine(File.ReadLines(MemoryFile)) : long.MaxValue));
        }
    }

    /// <summary>The machine's free memory as Linux tells it, in kibibytes there, in bytes here.</summary>
    internal static long OfMachine(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(text => text.StartsWith(AvailableLine, StringComparison.Ordinal));
        var number = line?[AvailableLine.Length..].Replace("kB", "", StringComparison.Ordinal);
        return long.TryParse(number, out var kibibytes) && kibibytes >= 0 && kibibytes < long.MaxValue / 1024 ? kibibytes * 1024 : long.MaxValue;
    }
}
