using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TeachWhy.Simulation;

/// <summary>
/// Reads YAML that somebody else wrote: one document of texts, lists and keys, and nothing that stands for something else. What could make
/// a small file grow or a reader dig (anchors, tags, deep nesting, sheer size) is answered with a sentence before it does.
/// </summary>
internal static class YamlTree
{
    /// <summary>In letters; a company file of five thousand words has some thirty thousand.</summary>
    public const int LongestFile = 1_000_000;

    private const int Deepest = 12;
    private const int MostParts = 50_000;

    /// <returns>The document; null where it cannot be read, and the mistakes say why.</returns>
    public static YamlMap? Read(string text, MistakeList mistakes)
    {
        if (text.Length > LongestFile)
        {
            mistakes.Add(1, $"The file has {text.Length:N0} letters; {mistakes.Form.Name} has at most {LongestFile:N0}.");
            return null;
        }

        if (!IsText(text, mistakes))
        {
            return null;
        }

        try
        {
            return new Reading(new Parser(new StringReader(text)), mistakes).Document();
        }
        catch (Refused refused)
        {
            mistakes.Add(refused.Line, refused.Message);
        }
        catch (YamlException failure)
        {
            mistakes.Add((int)failure.Start.Line, $"This is not YAML: {Sentence(failure)}");
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser's own, on some damaged files: it does not say where.
            mistakes.Add(1, "This is not YAML; the parser cannot say in which line it ceases to be.");
        }

        return null;
    }

    // Bytes that are no text, and tabs for indentation, have causes that the parser's own words do not name.
    private static bool IsText(string text, MistakeList mistakes)
    {
        var line = 1;
        var indenting = true;
        foreach (var letter in text)
        {
            if (letter == '\n')
            {
                line++;
                indenting = true;
                continue;
            }

            if (letter is '\uFFFD' || (char.IsControl(letter) && letter is not ('\t' or '\r')))
            {
                mistakes.Add(line, $"There is a letter here that no text has (U+{(int)letter:X4}); {mistakes.Form.Name} is text in UTF-8.");
                return false;
            }

            if (letter == '\t' && indenting)
            {
                mistakes.Add(line, "The line is indented with a tab; YAML takes spaces only.");
                return false;
            }

            indenting &= letter == ' ';
        }

        return true;
    }

    // The parser's sentences name no text of the file longer than a word; some end without a full stop.
    private static string Sentence(YamlException failure)
    {
        var inner = failure.InnerException?.Message ?? failure.Message;
        return inner.EndsWith('.') ? inner : inner + ".";
    }

    private sealed class Refused(int line, string sentence) : Exception(sentence)
    {
        public int Line { get; } = line;
    }

    private sealed class Reading(IParser parser, MistakeList mistakes)
    {
        private int _parts;

        public YamlMap Document()
        {
            Next<StreamStart>();
            if (parser.Current is StreamEnd)
            {
                throw new Refused(1, $"The file is empty; {mistakes.Form.Page} says how to begin one.");
            }

            Next<DocumentStart>();
            var root = Part(depth: 1);
            Next<DocumentEnd>();
            if (parser.Current is DocumentStart second)
            {
                throw new Refused(LineOf(second), $"A second document begins here; {mistakes.Form.Name} holds {mistakes.Form.Holds}.");
            }

            return root as YamlMap ?? throw new Refused(root.Line, $"The file holds {root.Kind} where {mistakes.Form.Name} has keys such as {mistakes.Form.Keys}.");
        }

        private YamlPart Part(int depth)
        {
            var current = parser.Current ?? throw new Refused(1, "The file ends too early.");
            if (depth > Deepest || ++_parts > MostParts)
            {
                throw new Refused(LineOf(current), depth > Deepest ? $"This is nested deeper than {Deepest} levels, which {mistakes.Form.Name} never needs." : $"The file has more than {MostParts:N0} pieces, which {mistakes.Form.Name} never needs.");
            }

            if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
            {
                throw new Refused(LineOf(current), $"An anchor or alias (& or *) stands here; {mistakes.Form.Name} says everything in place. Put the text in quotes if it begins with that sign.");
            }

            if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            {
                throw new Refused(LineOf(current), $"A tag (!) stands here; {mistakes.Form.Name} has texts, lists and keys only. Put the text in quotes if it begins with that sign.");
            }

            return current switch
            {
                Scalar => Text(),
                SequenceStart => List(depth),
                MappingStart => Map(depth),
                _ => throw new Refused(LineOf(current), "A text, a list or keys are expected here."),
            };
        }

        private YamlText Text()
        {
            var scalar = Next<Scalar>();
            var isBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
            return new YamlText(LineOf(scalar), scalar.Value, LineOf(scalar) + (isBlock ? 1 : 0), scalar.Style is not ScalarStyle.Plain);
        }

        private YamlList List(int depth)
        {
            var start = Next<SequenceStart>();
            var items = new List<YamlPart>();
            while (parser.Current is not SequenceEnd)
            {
                items.Add(Part(depth + 1));
            }

            Next<SequenceEnd>();
            return new YamlList(LineOf(start), items);
        }

        private YamlMap Map(int depth)
        {
            var start = Next<MappingStart>();
            var entries = new List<YamlEntry>();
            var lines = new Dictionary<string, int>(StringComparer.Ordinal);
            while (parser.Current is not MappingEnd)
            {
                var line = LineOf(parser.Current);
                var key = Part(depth + 1) as YamlText ?? throw new Refused(line, "A list or keys stand here as a key; a key is a word.");
                var value = Part(depth + 1);
                if (lines.TryGetValue(key.Text, out var first))
                {
                    mistakes.Add(key.Line, $"The key {MistakeList.Quote(key.Text)} stands here a second time; the first is in line {first}.");
                    continue;
                }

                lines.Add(key.Text, key.Line);
                entries.Add(new YamlEntry(key.Text, key.Line, value));
            }

            Next<MappingEnd>();
            return new YamlMap(LineOf(start), entries);
        }

        private T Next<T>()
            where T : ParsingEvent
        {
            if (parser.Current is null)
            {
                parser.MoveNext();
            }

            var found = parser.Current as T ?? throw new Refused(LineOf(parser.Current), "The file is not one YAML document from here on.");
            parser.MoveNext();
            return found;
        }

        private static int LineOf(ParsingEvent? happening) => happening is null ? 1 : (int)happening.Start.Line;
    }
}
