using System.Buffers;
using System.Runtime.InteropServices;

namespace TeachWhy.Transformer;

/// <summary>A tensor where it lies in a file.</summary>
/// <param name="Name">The file's own name of it, for messages.</param>
/// <param name="Shape">[rows, columns] or [length]</param>
/// <param name="Begin">Its first byte.</param>
internal sealed record StoredTensor(WeightFile File, string Name, WeightType Type, IReadOnlyList<long> Shape, long Begin)
{
    // Divisible by every type's block.
    private const int NumbersAtOnce = 1 << 14;

    /// <summary>The file's row for each row of ours, where another program orders them otherwise.</summary>
    public Func<long, long>? RowInFile { get; init; }

    private long Columns => Shape.Count > 1 ? Shape[^1] : 1;

    /// <summary>Reads numbers from the given one on, row by row.</summary>
    public void Read(long start, Span<float> destination)
    {
        var length = Shape.Aggregate(1L, (product, size) => product * size);
        if (start < 0 || destination.Length > length - start)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"\"{Name}\" has {length} numbers.");
        }
        if (RowInFile is null)
        {
            ReadInOrder(start, destination);
            return;
        }
        RowOrder.Read(RowInFile, Columns, start, destination, ReadInOrder);
    }

    private void ReadInOrder(long start, Span<float> destination)
    {
        if (Type == WeightType.Float32)
        {
            File.Read(Begin + start * sizeof(float), MemoryMarshal.AsBytes(destination));
            Check(start, destination);
            return;
        }

        var block = Type.BlockLength();
        var bytes = ArrayPool<byte>.Shared.Rent((int)Type.BytesOf(NumbersAtOnce));
        var numbers = ArrayPool<float>.Shared.Rent(NumbersAtOnce);
        try
        {
            while (destination.Length > 0)
            {
                // Whole blocks around what was asked for.
                var first = start / block * block;
                var skipped = (int)(start - first);
                var count = Math.Min(destination.Length, NumbersAtOnce - skipped);
                var whole = (skipped + count + block - 1) / block * block;
                var stored = bytes.AsSpan(0, (int)Type.BytesOf(whole));
                File.Read(Begin + Type.BytesOf(first), stored);
                StoredNumbers.Decode(Type, stored, numbers.AsSpan(0, whole));
                numbers.AsSpan(skipped, count).CopyTo(destination);
                Check(start, destination[..count]);
                start += count;
                destination = destination[count..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<float>.Shared.Return(numbers);
        }
    }

    private void Check(long start, ReadOnlySpan<float> numbers)
    {
        if (StoredNumbers.FirstNotFinite(numbers) is >= 0 and var index)
        {
            throw new InvalidDataException($"{File.Path} holds a number in \"{Name}\" that is not finite, its {start + index + 1}th.");
        }
    }
}
