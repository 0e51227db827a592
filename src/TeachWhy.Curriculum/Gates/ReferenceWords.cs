namespace TeachWhy.Curriculum.Gates;

/// <summary>What a <see cref="WordSequence"/> is, character by character: the definition that the fast way is held to.</summary>
public static class ReferenceWords
{
    /// <summary>The words of some texts, one after the other.</summary>
    public static WordSequence Of(IEnumerable<string> parts)
    {
        List<(ulong Word, bool IsName, int Start)> read = [.. parts.SelectMany(Read)];
        return new WordSequence([.. read.Select(word => word.Word)], [.. read.Select(word => word.IsName)], [.. read.Select(word => word.Start)], read.Count);
    }

    /// <summary>Whether what stands between two words ends a sentence: a full stop or its like, a quotation, an empty line.</summary>
    internal static bool EndsSentence(ReadOnlySpan<char> between)
    {
        var breaks = 0;
        foreach (var letter in between)
        {
            breaks = letter == '\n' ? breaks + 1 : letter is ' ' or '\t' or '\r' ? breaks : 0;
            if (letter is '.' or '!' or '?' or ':' or '"' or '\u201C' || breaks >= 2)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(ulong Word, bool IsName, int Start)> Read(string text)
    {
        var (beginsSentence, last) = (true, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (!WordBits.IsWord(text[i]))
            {
                continue;
            }

            beginsSentence |= EndsSentence(text.AsSpan(last, i - last));
            var start = i;
            while (i < text.Length && (WordBits.IsWord(text[i]) || (WordNumber.IsApostrophe(text[i]) && i + 1 < text.Length && WordBits.IsWord(text[i + 1]))))
            {
                i++;
            }

            yield return (WordNumber.Of(text.AsSpan(start, i - start)), !beginsSentence && i - start > 1 && char.IsUpper(text[start]), start);
            (beginsSentence, last) = (false, i--);
        }
    }
}
