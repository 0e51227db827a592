using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Puts texts together, within what a rendering may write.</summary>
internal sealed class TracedTextBuilder(Rendering rendering)
{
    private readonly StringBuilder _text = new();
    private readonly List<TextRun> _runs = [];

    public void Append(TracedText text)
    {
        rendering.Write(text.Length);
        _text.Append(text.Value);
        foreach (var run in text.Runs)
        {
            Add(run);
        }
    }

    /// <summary>The template's own words.</summary>
    public void Append(string text)
    {
        if (text.Length > 0)
        {
            rendering.Write(text.Length);
            _text.Append(text);
            Add(new TextRun(text.Length, TextRun.Template, false));
        }
    }

    public TracedText ToText() => TracedText.From(_text.ToString(), [.. _runs]);

    private void Add(TextRun run)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.Source == run.Source && last.Generated == run.Generated)
        {
            _runs[^1] = last with { Length = last.Length + run.Length };
        }
        else
        {
            _runs.Add(run);
        }
    }
}
