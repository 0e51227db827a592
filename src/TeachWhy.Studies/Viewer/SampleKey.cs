using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TeachWhy.Studies.Report;

namespace TeachWhy.Studies.Viewer;

/// <summary>
/// Names in addresses and of files: letters, digits and hyphens, readable, and different for different originals. They are only
/// ever looked up among known ones; none becomes a path to read.
/// </summary>
public static class SampleKey
{
    private const int MostReadable = 48;
    private const int HashBytes = 6;

    /// <summary>The key of a sample: of its id and epoch alone, so that it is the same in every log.</summary>
    public static string Of(string id, int epoch) =>
        $"{Readable(id)}-{epoch.ToString(CultureInfo.InvariantCulture)}-{HashOf($"{id}\n{epoch.ToString(CultureInfo.InvariantCulture)}")}";

    /// <summary>The key of a file, by its path below the folder that is shown.</summary>
    public static string OfFile(string path) => $"{Readable(Path.GetFileNameWithoutExtension(path))}-{HashOf(path.Replace('\\', '/'))}";

    private static string Readable(string text) => PageAddress.Anchor(text.Length > MostReadable ? text[..MostReadable] : text);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
