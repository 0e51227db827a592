using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TeachWhy.Training;

/// <summary>Where a trainer stands, beside its numbers.</summary>
internal readonly record struct TrainerState(int Steps, long Tokens);

/// <summary>
/// A trainer's state on disk: a mark, steps, tokens, the number of parameters; parameters, means and variances; and the
/// SHA-256 of all that.
/// </summary>
internal static class TrainerStateFile
{
    // "TWtrain" and the version of the layout.
    private const ulong Mark = 0x01_6E69_6172_7457_54;
    private const int HeaderLength = 4 * sizeof(long);
    private const int Stretch = 1 << 20;

    public static void Save(string path, TrainerState state, Span<float> parameters, Span<float> means, Span<float> variances)
    {
        var aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                ReadOnlySpan<long> header = [(long)Mark, state.Steps, state.Tokens, parameters.Length];
                Write(file, hash, MemoryMarshal.AsBytes(header));
                Write(file, hash, parameters);
                Write(file, hash, means);
                Write(file, hash, variances);
                file.Write(hash.GetHashAndReset());
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    public static TrainerState Load(string path, Span<float> parameters, Span<float> means, Span<float> variances)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var numbers = parameters.Length * (long)sizeof(float);
        if (file.Length != HeaderLength + 3 * numbers + SHA256.HashSizeInBytes)
        {
            throw new InvalidDataException($"{path} is not the training state of a model of {parameters.Length} parameters.");
        }
        Span<long> header = stackalloc long[4];
        file.ReadExactly(MemoryMarshal.AsBytes(header));
        if (header[0] != (long)Mark || header[3] != parameters.Length || header[1] is < 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"{path} is not a training state that this version can read.");
        }
        RequireWhole(file, path);
        file.Position = HeaderLength;
        Read(file, parameters);
        Read(file, means);
        Read(file, variances);
        return new TrainerState((int)header[1], header[2]);
    }

    /// <summary>Compares the checksum before anything is taken over.</summary>
    private static void RequireWhole(FileStream file, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        file.Position = 0;
        for (var left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var count = (int)Math.Min(left, buffer.Length);
            file.ReadExactly(buffer, 0, count);
            hash.AppendData(buffer, 0, count);
            left -= count;
        }
        file.ReadExactly(buffer, 0, SHA256.HashSizeInBytes);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(buffer.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            throw new InvalidDataException($"{path} is damaged: its checksum does not match its content.");
        }
    }

    // In stretches, because the bytes of a large model are more than one span counts.
    private static void Read(FileStream file, Span<float> numbers)
    {
        for (var start = 0; start < numbers.Length; start += Stretch)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(numbers[start..Math.Min(start + Stretch, numbers.Length)]));
        }
    }

    private static void Write(FileStream file, IncrementalHash hash, Span<float> numbers)
    {
        for (var start = 0; start < numbers.Length; start += Stretch)
        {
            Write(file, hash, (ReadOnlySpan<byte>)MemoryMarshal.AsBytes(numbers[start..Math.Min(start + Stretch, numbers.Length)]));
        }
    }

    private static void Write(FileStream file, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.AppendData(bytes);
    }
}
