namespace TeachWhy.Simulation;

/// <summary>Several names in one text, as in the head of a mail: commas or semicolons between them, but not within quotation marks or angle brackets.</summary>
internal static class NameList
{
    public static IEnumerable<string> Split(string text)
    {
        if (text.Trim() is ['[', .. var inside, ']'])
        {
            text = inside;
        }

        var (start, quoted, angled) = (0, false, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || (text[i] is ',' or ';' or '\n' && !quoted && !angled);
            if (ends)
            {
                if (text[start..i].Trim() is { Length: > 0 } name)
                {
                    yield return name;
                }

                start = i + 1;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] is '<' or '>')
            {
                angled = text[i] == '<';
            }
        }
    }
}
