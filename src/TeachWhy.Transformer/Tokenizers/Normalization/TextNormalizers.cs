using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Every character in lower case, each by itself.</summary>
internal sealed class LowercaseNormalizer : ITextNormalizer
{
    public string Normalize(string text, int longest)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // The one letter whose lower case is two code points.
            lower.Append(rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString());
        }
        return lower.ToString();
    }
}

/// <summary>What a pattern matches is replaced by a text.</summary>
internal sealed class ReplaceNormalizer(Pattern pattern, string content) : ITextNormalizer
{
    public string Normalize(string text, int longest)
    {
        var search = pattern.Search(text, 0, text.Length);
        var (replaced, copied) = (new StringBuilder(text.Length), 0);

        // The empty text has no place to match in.
        while (text.Length > 0 && search.Next(out var start, out var end))
        {
            replaced.Append(text, copied, start - copied).Append(content);
            copied = end;
            NormalizerSequence.CheckLength(replaced.Length, longest);
        }
        return copied == 0 && replaced.Length == 0 ? text : replaced.Append(text, copied, text.Length - copied).ToString();
    }
}

/// <summary>A text in front of whatever is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : ITextNormalizer
{
    public string Normalize(string text, int longest)
    {
        NormalizerSequence.CheckLength(text.Length + (long)prefix.Length, longest);
        return text.Length == 0 ? text : prefix + text;
    }
}

/// <summary>One after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<ITextNormalizer> normalizers) : ITextNormalizer
{
    public string Normalize(string text, int longest)
    {
        foreach (var normalizer in normalizers)
        {
            text = normalizer.Normalize(text, longest);
            CheckLength(text.Length, longest);
        }
        return text;
    }

    /// <exception cref="InvalidDataException">The length is more than the longest.</exception>
    public static void CheckLength(long length, int longest)
    {
        if (length > longest)
        {
            throw new InvalidDataException($"The tokenizer's normalizer makes a text longer than {longest} characters, which is far more than it was given.");
        }
    }
}
