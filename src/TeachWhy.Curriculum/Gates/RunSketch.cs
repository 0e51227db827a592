using System.Buffers;
using System.Numerics;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// How many items have a run, in memory of fixed size (count-min: Cormode and Muthukrishnan 2005): each run is counted in two
/// places of one line of a processor's memory, and its count is the lesser, which may be too many and never too few. Of items
/// of 500 runs each place holds one in 2,000 by accident, far below the share that makes a habit.
/// </summary>
internal sealed class RunSketch
{
    /// <summary>What is counted at most.</summary>
    public const int Most = ushort.MaxValue;

    private const int Places = 1 << RunPlace.Bits;

    private readonly ushort[] _counts = new ushort[Places];

    public int CountOf(RunPlace run) => Math.Min(_counts[run.First], _counts[run.Second]);

    public void Add(RunPlace run)
    {
        // What is above the lesser is others' already (conservative update: Estan and Varghese 2002).
        var count = CountOf(run);
        if (count < Most)
        {
            _counts[run.First] = Math.Max(_counts[run.First], (ushort)(count + 1));
            _counts[run.Second] = Math.Max(_counts[run.Second], (ushort)(count + 1));
        }
    }

    /// <summary>The places of a text's runs, in order; of a run that comes again <see cref="RunPlace.Again"/>.</summary>
    public static RunPlace[] PlacesOf(WordSequence words, int length)
    {
        const int PlacesForEach = 2;
        var runs = new RunPlace[Math.Max(0, words.Count - length + 1)];
        var seen = ArrayPool<ulong>.Shared.Rent((int)BitOperations.RoundUpToPowerOf2((uint)(runs.Length + 1) * PlacesForEach));
        var slots = 1 << BitOperations.Log2((uint)seen.Length);
        seen.AsSpan(0, slots).Clear();
        var beginnings = words.Beginnings;
        for (var i = 0; i < runs.Length; i++)
        {
            // Zero is an empty slot.
            var run = Shingles.Of(beginnings, i, length) | 1;
            var slot = (int)(run >> 32) & slots - 1;
            while (seen[slot] != run && seen[slot] != 0)
            {
                slot = slot + 1 & slots - 1;
            }

            runs[i] = seen[slot] == run ? RunPlace.Again : RunPlace.Of(run);
            seen[slot] = run;
        }

        ArrayPool<ulong>.Shared.Return(seen);
        return runs;
    }
}

/// <summary>Where a run is counted: two places of one line.</summary>
internal readonly record struct RunPlace(int First, int Second)
{
    /// <summary>Bits of a place.</summary>
    public const int Bits = 21;

    private const int LineBits = 5;
    private const int Line = 1 << LineBits;

    /// <summary>A run that the same text has further up.</summary>
    public static RunPlace Again { get; } = new(-1, -1);

    public static RunPlace Of(ulong run)
    {
        var mixed = run * 0xD6E8FEB86659FD93;
        var line = (int)(mixed >> 64 - (Bits - LineBits)) << LineBits;
        var first = (int)(mixed >> 16) & Line - 1;

        // From 1 to 31: never the same place twice.
        var apart = (int)((mixed >> 32 & ushort.MaxValue) * (Line - 1) >> 16) + 1;
        return new RunPlace(line | first, line | first ^ apart);
    }
}
