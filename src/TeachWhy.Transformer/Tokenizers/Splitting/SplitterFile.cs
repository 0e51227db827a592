namespace TeachWhy.Transformer;

/// <summary>Reads the "pre_tokenizer" of a byte-level tokenizer's file.</summary>
internal static class SplitterFile
{
    private const string Allowed = "Split, Digits, ByteLevel and Sequence are";

    // Numbers that Unicode 17 added: the Digits of Hugging Face's tokenizers knows them, .NET 10 does not yet.
    private const string Numbers = @"[\p{N}\x{11DE0}-\x{11DE9}\x{16FF4}-\x{16FF6}]";

    /// <summary>The splitters in order; the last thing must be the step to bytes.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of a kind that is not supported.</exception>
    public static SplitterSequence Read(JsonPart part)
    {
        var splitters = new List<ITextSplitter>();
        var bytes = false;
        foreach (var step in part.Steps("pretokenizers"))
        {
            if (bytes)
            {
                throw step.Mistake("comes after ByteLevel, which is supported only as the last step");
            }
            bytes = step.Type == "ByteLevel";
            splitters.AddRange(ReadStep(step));
        }
        return bytes ? new SplitterSequence(splitters) : throw part.Mistake("has no ByteLevel: only byte-level tokenizers are supported");
    }

    /// <summary>The "pattern" of a Split or Replace.</summary>
    public static Pattern ReadPattern(JsonPart part)
    {
        var pattern = part.Find("pattern") ?? throw part.Mistake("has no \"pattern\"");
        return pattern.FindText("Regex") is { } expression ? Pattern.Parse(expression) : Pattern.Literal(pattern.Text("String"));
    }

    private static IEnumerable<ITextSplitter> ReadStep(JsonPart part)
    {
        switch (part.Type)
        {
            case "Split":
                yield return new PatternSplitter(ReadPattern(part), ReadBehavior(part), part.Flag("invert", otherwise: false));
                break;
            case "Digits":
                var each = part.Flag("individual_digits", otherwise: false);
                yield return new PatternSplitter(Pattern.Parse(Numbers), each ? SplitBehavior.Isolated : SplitBehavior.Contiguous, Invert: false);
                break;
            case "ByteLevel":
                if (part.Flag("add_prefix_space", otherwise: true))
                {
                    yield return new PrefixSpace();
                }
                if (part.Flag("use_regex", otherwise: true))
                {
                    yield return new PatternSplitter(Pattern.Parse(BytePairLayout.Gpt2Pattern), SplitBehavior.Isolated, Invert: false);
                }
                break;
            default:
                throw part.Unsupported(Allowed);
        }
    }

    private static SplitBehavior ReadBehavior(JsonPart part)
    {
        var name = part.Text("behavior");
        return Enum.GetNames<SplitBehavior>().Contains(name, StringComparer.Ordinal)
            ? Enum.Parse<SplitBehavior>(name)
            : throw part.Mistake($"has the behavior {JsonPart.Quoted(name)}; Isolated, Removed, MergedWithPrevious, MergedWithNext and Contiguous are allowed");
    }
}
