namespace TeachWhy.Transformer;

/// <summary>Reads the "normalizer" of a tokenizer's file.</summary>
internal static class NormalizerFile
{
    private const string Allowed = "NFC, NFD, NFKC, NFKD, Lowercase, Replace, Prepend and Sequence are";

    /// <exception cref="InvalidDataException">It is damaged or of a kind that is not supported.</exception>
    public static ITextNormalizer Read(JsonPart part)
    {
        var steps = part.Steps("normalizers").Select(ReadStep).ToList();
        return steps is [var only] ? only : new NormalizerSequence(steps);
    }

    private static ITextNormalizer ReadStep(JsonPart part) => part.Type switch
    {
        "NFC" => UnicodeForm.Nfc,
        "NFD" => UnicodeForm.Nfd,
        "NFKC" => UnicodeForm.Nfkc,
        "NFKD" => UnicodeForm.Nfkd,
        "Lowercase" => new LowercaseNormalizer(),
        "Replace" => new ReplaceNormalizer(SplitterFile.ReadPattern(part), part.Text("content")),
        "Prepend" => new PrependNormalizer(part.Text("prepend")),
        _ => throw part.Unsupported(Allowed),
    };
}
