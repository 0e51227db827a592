using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>
/// The named classes of code points: <c>\p{L}</c> and its kind from Unicode's general categories, white space, digits,
/// word characters.
/// </summary>
internal static class CodePointClasses
{
    private static readonly string[] Names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L", ["Mark"] = "M", ["Number"] = "N", ["Punctuation"] = "P", ["Symbol"] = "S", ["Separator"] = "Z", ["Other"] = "C",
    };

    private static readonly Lazy<CodePointSet[]> Categories = new(FindCategories);

    /// <summary>Unicode's White_Space property: what <c>\s</c> means.</summary>
    public static CodePointSet WhiteSpace { get; } = CodePointSet.Of(
        (0x09, 0x0D), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
        (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000));

    /// <summary>Letters, marks, decimal digits, connectors, and the circled letters that count as alphabetic.</summary>
    public static CodePointSet Alphanumeric => field ??= new[] { "L", "M", "Nd", "Nl", "Pc" }
        .Aggregate(CircledLetters, (set, name) => set.Union(Find(name)!));

    /// <summary>What <c>\w</c> means to Oniguruma: the same, and the raised digits and fractions of Latin-1.</summary>
    public static CodePointSet Word => field ??= Alphanumeric.Union(CodePointSet.Of((0xB2, 0xB3), (0xB9, 0xB9), (0xBC, 0xBE)));

    private static CodePointSet CircledLetters { get; } = CodePointSet.Of(
        (0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189));

    /// <summary>The class of that name, such as "L", "Lu" or "Letter"; null when there is none.</summary>
    public static CodePointSet? Find(string name)
    {
        name = LongNames.GetValueOrDefault(name, name);
        if (name.Length is < 1 or > 2)
        {
            return null;
        }
        CodePointSet? found = null;
        for (var category = 0; category < Names.Length; category++)
        {
            if (Names[category].StartsWith(name, StringComparison.Ordinal))
            {
                found = found is null ? Categories.Value[category] : found.Union(Categories.Value[category]);
            }
        }
        return found;
    }

    private static CodePointSet[] FindCategories()
    {
        var ranges = Names.Select(_ => new List<(int First, int Last)>()).ToArray();
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            var list = ranges[(int)CharUnicodeInfo.GetUnicodeCategory(point)];
            if (list.Count > 0 && list[^1].Last == point - 1)
            {
                list[^1] = (list[^1].First, point);
            }
            else
            {
                list.Add((point, point));
            }
        }
        return [.. ranges.Select(list => CodePointSet.Of(list))];
    }
}
