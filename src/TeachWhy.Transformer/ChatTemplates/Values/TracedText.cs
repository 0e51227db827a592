namespace TeachWhy.Transformer;

/// <summary>A string that knows where each stretch of it comes from. Two are equal when they read the same.</summary>
internal sealed class TracedText : IEquatable<TracedText>
{
    public static readonly TracedText Empty = new("", []);

    private readonly TextRun[] _runs;

    private TracedText(string value, TextRun[] runs)
    {
        Value = value;
        _runs = runs;
    }

    public string Value { get; }

    public int Length => Value.Length;

    /// <summary>Marked as HTML already (the filter <c>safe</c>): what is added to it is escaped, as the reference engine does.</summary>
    public bool IsHtml { get; private init; }

    /// <summary>Cover the text; none for the empty one.</summary>
    public ReadOnlySpan<TextRun> Runs => _runs;

    /// <summary>The template's own words.</summary>
    public static TracedText Own(string value) => From(value, TextRun.Template);

    public static TracedText From(string value, int source) =>
        value.Length == 0 ? Empty : new TracedText(value, [new TextRun(value.Length, source, false)]);

    /// <param name="runs">Cover the value.</param>
    public static TracedText From(string value, TextRun[] runs) => value.Length == 0 ? Empty : new TracedText(value, runs);

    /// <summary>Part of the text, with its origins.</summary>
    public TracedText Slice(int start, int length)
    {
        if (length == Length)
        {
            return this;
        }

        var runs = new List<TextRun>(_runs.Length);
        var at = 0;
        foreach (var run in _runs)
        {
            var (from, to) = (Math.Max(at, start), Math.Min(at + run.Length, start + length));
            if (to > from)
            {
                runs.Add(run with { Length = to - from });
            }

            at += run.Length;
        }

        return From(Value.Substring(start, length), [.. runs]);
    }

    /// <summary>Another text made of this one as a whole, such as its upper case.</summary>
    public TracedText Become(string value)
    {
        var blend = new OriginBlend();
        blend.Add(this);
        return From(value, blend.Source);
    }

    public TracedText AsHtml() => new(Value, _runs) { IsHtml = true };

    /// <summary>The same, written by the assistant.</summary>
    public TracedText AsGenerated() => From(Value, [.. _runs.Select(run => run with { Generated = true })]);

    public bool Equals(TracedText? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as TracedText);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}

/// <summary>The one origin of something made of several texts: a message if all that is not the template's comes from it.</summary>
internal struct OriginBlend
{
    private int? _source;

    public readonly int Source => _source ?? TextRun.Template;

    public void Add(TracedText text)
    {
        foreach (var run in text.Runs)
        {
            if (run.Source != TextRun.Template)
            {
                _source = _source is null || _source == run.Source ? run.Source : TextRun.Outside;
            }
        }
    }
}
