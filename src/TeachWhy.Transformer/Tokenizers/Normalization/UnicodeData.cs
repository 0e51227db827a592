using System.Collections;
using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>Decompositions, compositions and combining classes, from the embedded table; Hangul by its formula.</summary>
internal static class UnicodeData
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11172;
    private const int LeadFirst = 0x1100;
    private const int LeadCount = 19;
    private const int VowelFirst = 0x1161;
    private const int VowelCount = 21;
    private const int TailFirst = 0x11A7;
    private const int TailCount = 28;

    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly Dictionary<int, int[]> Canonical = [];
    private static readonly Dictionary<int, int[]> Compatible = [];
    private static readonly Dictionary<(int, int), int> Composites = [];

    // What one of the forms may change: a bit a code point, for a quick look at a text.
    private static readonly BitArray Decomposes = new(0x110000);
    private static readonly BitArray DecomposesCompatibly = new(0x110000);
    private static readonly BitArray NeverComposed = new(0x110000);
    private static readonly BitArray Joins = new(0x110000);

    static UnicodeData()
    {
        using var table = new StreamReader(typeof(UnicodeData).Assembly.GetManifestResourceStream("unicode-9.0.txt")!);
        while (table.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                Add(line.Split(' '));
            }
        }
        for (var point = 0; point < HangulCount; point++)
        {
            Decomposes[HangulFirst + point] = true;
        }
        for (var jamo = VowelFirst; jamo < TailFirst + TailCount; jamo++)
        {
            Joins[jamo] |= jamo is < VowelFirst + VowelCount or > TailFirst;
        }
    }

    public static int CombiningClass(int point) => point < 0x300 ? 0 : Classes.GetValueOrDefault(point);

    /// <summary>Whether normalization may do anything with it, alone or with its neighbours.</summary>
    public static bool TakesPart(int point, bool composed, bool compatible) =>
        Joins[point] || (compatible && DecomposesCompatibly[point]) || (composed && !compatible ? NeverComposed[point] : Decomposes[point]);

    /// <summary>Adds its full decomposition, itself when it has none.</summary>
    public static void Decompose(int point, bool compatible, List<int> points)
    {
        if (point is >= HangulFirst and < HangulFirst + HangulCount)
        {
            var syllable = point - HangulFirst;
            points.Add(LeadFirst + (syllable / (VowelCount * TailCount)));
            points.Add(VowelFirst + (syllable / TailCount % VowelCount));
            if (syllable % TailCount > 0)
            {
                points.Add(TailFirst + (syllable % TailCount));
            }
        }
        else if (Canonical.TryGetValue(point, out var parts) || (compatible && Compatible.TryGetValue(point, out parts)))
        {
            foreach (var part in parts)
            {
                Decompose(part, compatible, points);
            }
        }
        else
        {
            points.Add(point);
        }
    }

    /// <summary>The one code point that stands for two; null when there is none.</summary>
    public static int? Compose(int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + LeadCount && second is >= VowelFirst and < VowelFirst + VowelCount)
        {
            return HangulFirst + ((((first - LeadFirst) * VowelCount) + second - VowelFirst) * TailCount);
        }
        if (first is >= HangulFirst and < HangulFirst + HangulCount && (first - HangulFirst) % TailCount == 0
            && second is > TailFirst and < TailFirst + TailCount)
        {
            return first + second - TailFirst;
        }
        return Composites.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static void Add(string[] fields)
    {
        if (fields[0] == "C")
        {
            var ends = fields[1].Split('-').Select(ToPoint).ToArray();
            for (var point = ends[0]; point <= ends[^1]; point++)
            {
                Classes[point] = byte.Parse(fields[2], CultureInfo.InvariantCulture);
                Joins[point] = true;
            }
            return;
        }
        var (whole, parts) = (ToPoint(fields[1]), fields[2..].Select(ToPoint).ToArray());
        if (fields[0] == "K")
        {
            Compatible[whole] = parts;
            DecomposesCompatibly[whole] = true;
            return;
        }
        Canonical[whole] = parts;
        Decomposes[whole] = true;
        if (fields[0] == "D")
        {
            Composites[(parts[0], parts[1])] = whole;
            Joins[parts[1]] = true;
        }
        else
        {
            NeverComposed[whole] = true;
        }
    }

    private static int ToPoint(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
