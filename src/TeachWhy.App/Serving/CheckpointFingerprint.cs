using System.Security.Cryptography;
using System.Text;
using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.App.Serving;

/// <summary>Tells a checkpoint apart from another at the same place.</summary>
internal static class CheckpointFingerprint
{
    private const int FingerprintBytes = 1 << 20;

    /// <summary>Of every file's name, length and beginning, of the kernels and of the weights' type: reading all of a large model would take longer than loading it.</summary>
    public static string Of(WeightType type, params string?[] paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{KernelSet.Fastest.Name} {type}\n"));
        var buffer = new byte[FingerprintBytes];
        foreach (var file in paths.OfType<string>().SelectMany(FilesOf))
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)} {stream.Length}\n"));
            hash.AppendData(buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)));
        }

        return "fp_" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 5));
    }

    private static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path) ? [path] : Directory.GetFiles(path).Order(StringComparer.Ordinal);
}
