using System.Collections.Immutable;

namespace TeachWhy.Transformer;

/// <summary>A set of Unicode code points, from 0 to 10FFFF, kept as ranges in order.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int PlaneZero = 0x10000;

    private readonly ImmutableArray<(int First, int Last)> _ranges;
    private readonly ulong[] _planeZero = new ulong[PlaneZero / 64];

    private CodePointSet(ImmutableArray<(int First, int Last)> ranges)
    {
        _ranges = ranges;
        foreach (var (first, last) in ranges)
        {
            for (var word = first >> 6; word <= Math.Min(last, PlaneZero - 1) >> 6; word++)
            {
                var from = Math.Max(first - (word << 6), 0);
                var to = Math.Min(last - (word << 6), 63);
                _planeZero[word] |= (ulong.MaxValue << from) & (ulong.MaxValue >> (63 - to));
            }
        }
    }

    public static CodePointSet Empty { get; } = new([]);

    public static CodePointSet All { get; } = new([(0, Last)]);

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges.Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }
        return new CodePointSet([.. merged]);
    }

    public static CodePointSet Of(int point) => Of((point, point));

    public bool Contains(int point)
    {
        if (point < PlaneZero)
        {
            return (_planeZero[point >> 6] & (1ul << (point & 63))) != 0;
        }
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (point > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else if (point < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    public CodePointSet Union(CodePointSet other) => Of(_ranges.Concat(other._ranges));

    public CodePointSet Intersection(CodePointSet other) => Complement().Union(other.Complement()).Complement();

    public CodePointSet Complement()
    {
        var rest = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
            {
                rest.Add((next, first - 1));
            }
            next = last + 1;
        }
        if (next <= Last)
        {
            rest.Add((next, Last));
        }
        return new CodePointSet([.. rest]);
    }
}
