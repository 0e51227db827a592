using System.Text;

namespace TeachWhy.Transformer;

/// <summary>
/// Unicode's normalization forms NFC, NFD, NFKC and NFKD, by the data of Unicode 9.0: the version that Hugging Face's
/// tokenizers normalize with, so that a model meets the text it was trained on. .NET's own form is the identity when
/// globalization is invariant.
/// </summary>
internal sealed class UnicodeForm : ITextNormalizer
{
    private readonly bool _composed;
    private readonly bool _compatible;

    private UnicodeForm(bool composed, bool compatible) => (_composed, _compatible) = (composed, compatible);

    public static UnicodeForm Nfc { get; } = new(composed: true, compatible: false);

    public static UnicodeForm Nfd { get; } = new(composed: false, compatible: false);

    public static UnicodeForm Nfkc { get; } = new(composed: true, compatible: true);

    public static UnicodeForm Nfkd { get; } = new(composed: false, compatible: true);

    public string Normalize(string text, int longest)
    {
        if (IsNormal(text))
        {
            return text;
        }
        var points = Decompose(text);
        if (_composed)
        {
            Compose(points);
        }
        var normal = new StringBuilder(points.Count);
        foreach (var point in points)
        {
            normal.Append(new Rune(point).ToString());
        }
        return normal.ToString();
    }

    /// <summary>True when nothing in the text could change: a quick look that may say no without need.</summary>
    private bool IsNormal(string text)
    {
        foreach (var letter in text)
        {
            // Everything below takes part in no decomposition of its form and in no composition.
            if (letter >= (_composed && !_compatible ? 0x300 : 0xA0))
            {
                return !text.EnumerateRunes().Any(rune => UnicodeData.TakesPart(rune.Value, _composed, _compatible));
            }
        }
        return true;
    }

    private List<int> Decompose(string text)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            UnicodeData.Decompose(rune.Value, _compatible, points);
        }
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            while (end < points.Count && UnicodeData.CombiningClass(points[end]) != 0)
            {
                end++;
            }
            if (end - start > 1)
            {
                // Marks go in the order of their classes; those of one class keep theirs.
                var marks = points.GetRange(start, end - start).OrderBy(UnicodeData.CombiningClass).ToList();
                for (var i = 0; i < marks.Count; i++)
                {
                    points[start + i] = marks[i];
                }
            }
            start = end;
        }
        return points;
    }

    private static void Compose(List<int> points)
    {
        var (starter, kept, lastClass) = (-1, 0, -1);
        for (var i = 0; i < points.Count; i++)
        {
            var (point, pointClass) = (points[i], UnicodeData.CombiningClass(points[i]));

            // A mark reaches its starter when no mark of the same or a higher class stands between.
            if (starter >= 0 && lastClass < pointClass && UnicodeData.Compose(points[starter], point) is { } composite)
            {
                points[starter] = composite;
                continue;
            }
            if (pointClass == 0)
            {
                (starter, lastClass) = (kept, -1);
            }
            else
            {
                lastClass = pointClass;
            }
            points[kept++] = point;
        }
        points.RemoveRange(kept, points.Count - kept);
    }
}
