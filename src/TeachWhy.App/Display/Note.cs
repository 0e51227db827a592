using Spectre.Console;
using Spectre.Console.Rendering;

namespace TeachWhy.App.Display;

/// <summary>Lines that scroll up above a live view. Each clears what the view had drawn in its place.</summary>
internal sealed class Note(string text) : IRenderable
{
    private const string ClearToEndOfLine = "\u001b[K";

    public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)new Text(text)).Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in Segment.SplitLines(((IRenderable)new Text(text)).Render(options, maxWidth)))
        {
            foreach (var segment in line)
            {
                yield return segment;
            }

            yield return Segment.Control(ClearToEndOfLine);
            yield return Segment.LineBreak;
        }
    }
}
