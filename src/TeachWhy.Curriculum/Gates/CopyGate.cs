namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses an item with a run of words of a text that its author was shown: an answer below another question is a copy too.
/// Names are blotted out, so that a sentence whose people were renamed is still known.
/// </summary>
public sealed class CopyGate : IGate
{
    /// <summary>Words of a run that is a copy.</summary>
    public const int Run = 12;

    private const int LeastContent = 3;

    private readonly RunIndex _shown = new(Run, LeastContent);
    private readonly RunIndex _free = new(Run, leastContent: 0);
    private readonly string[] _names;

    /// <param name="shown">What authors are shown.</param>
    /// <param name="free">Text that anybody may quote.</param>
    public CopyGate(IReadOnlyList<GatedItem> shown, string free)
    {
        _names = [.. shown.Select(item => item.Name.ToString())];
        for (var i = 0; i < shown.Count; i++)
        {
            _shown.Add(shown[i].Words.Masked(), i);
        }

        _free.Add(WordSequence.Of([free]).Masked(), source: 0);
    }

    public string Name => "copy";

    public string? Check(GatedItem item)
    {
        var words = item.Words;
        for (var i = 0; i + Run <= words.Count; i++)
        {
            if (_shown.Find(words, i) is { } source && _free.Find(words, i) is null)
            {
                return $"It has {Run} words in a row of {_names[source]}, which authors are shown (word {i + 1}).";
            }
        }

        return null;
    }
}
