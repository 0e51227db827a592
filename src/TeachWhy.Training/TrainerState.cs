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
                Write(file, hash, MemoryMarshal.AsBytes(parameters));
                Write(file, hash, MemoryMarshal.AsBytes(means));
                Write(file, hash, MemoryMarshal.AsBytes(variances));
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
        var content = File.ReadAllBytes(path);
        var numbers = parameters.Length * sizeof(float);
        if (content.LongLength != HeaderLength + 3L * numbers + SHA256.HashSizeInBytes)
        {
            throw new InvalidDataException($"{path} is not the training state of a model of {parameters.Length} parameters.");
        }
        var payload = content.AsSpan(0, content.Length - SHA256.HashSizeInBytes);
        var header = MemoryMarshal.Cast<byte, long>(payload[..HeaderLength]);
        if (header[0] != (long)Mark || header[3] != parameters.Length)
        {
            throw new InvalidDataException($"{path} is not a training state that this version can read.");
        }
        if (!SHA256.HashData(payload).AsSpan().SequenceEqual(content.AsSpan(payload.Length)))
        {
            throw new InvalidDataException($"{path} is damaged: its checksum does not match its content.");
        }
        payload.Slice(HeaderLength, numbers).CopyTo(MemoryMarshal.AsBytes(parameters));
        payload.Slice(HeaderLength + numbers, numbers).CopyTo(MemoryMarshal.AsBytes(means));
        payload.Slice(HeaderLength + 2 * numbers, numbers).CopyTo(MemoryMarshal.AsBytes(variances));
        return new TrainerState(checked((int)header[1]), header[2]);
    }

    private static void Write(FileStream file, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.AppendData(bytes);
    }
}
