using System.Globalization;
using System.Text.RegularExpressions;

namespace TeachWhy.Simulation;

/// <summary>
/// Keys and values of one place in a file, read key by key. What is missing, of the wrong kind or not allowed becomes a mistake and a harmless
/// value is given instead, so that one reading finds them all. A key that nobody asked for is told last.
/// </summary>
/// <param name="place">How sentences call it, such as <c>mail m03</c>.</param>
internal sealed partial class YamlFields(YamlMap map, string place, MistakeList mistakes)
{
    /// <summary>How times are written.</summary>
    public const string TimeFormat = "yyyy-MM-dd HH:mm";

    /// <summary>How days are written.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    private const int LongestSuggested = 40;
    private const int MostListed = 40;
    private const int MostCompared = 500;

    private readonly Dictionary<string, YamlEntry> _entries = map.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    private readonly List<string> _known = [];

    public int Line => map.Line;

    public string Place => place;

    public void Mistake(int line, string sentence) => mistakes.Add(line, sentence);

    /// <summary>The line of a key; of the whole place where the key is not there.</summary>
    public int LineOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Line : map.Line;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A text that must be there and not be empty.</summary>
    public string Text(string key) => TextPart(key, required: true)?.Text ?? "";

    /// <summary>A text; null where it is not given.</summary>
    public string? TextOrNull(string key) => TextPart(key, required: false)?.Text;

    /// <summary>A text that may be empty, but must be there.</summary>
    public string TextOrEmpty(string key)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Value is YamlText { IsNull: true } or YamlText { Text: "" })
        {
            _known.Add(key);
            return "";
        }

        return Text(key);
    }

    public YamlText? TextPart(string key, bool required)
    {
        var value = Find(key);
        if (value is null)
        {
            if (required)
            {
                mistakes.Add(_entries.TryGetValue(key, out var empty) ? empty.Line : map.Line, $"{MistakeList.Begin(place)} has no '{key}'.");
            }

            return null;
        }

        if (value is not YamlText text)
        {
            mistakes.Add(value.Line, $"'{key}' of {place} is {value.Kind} where a text must stand.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text.Text))
        {
            mistakes.Add(text.Line, $"'{key}' of {place} is empty.");
            return null;
        }

        CheckSlots(text);
        return text;
    }

    /// <summary>One of a few words; the first where it is not given.</summary>
    public string OneOf(string key, IReadOnlyList<string> allowed, bool required = false)
    {
        if (TextPart(key, required) is not { } given)
        {
            return allowed[0];
        }

        return Among(given, $"'{key}' of {place}", allowed) ? given.Text : allowed[0];
    }

    /// <summary>Whether a text is one of those allowed; a mistake where it is not.</summary>
    public bool Among(YamlText given, string what, IReadOnlyList<string> allowed)
    {
        if (allowed.Contains(given.Text, StringComparer.Ordinal))
        {
            return true;
        }

        mistakes.Add(given.Line, $"{MistakeList.Begin(what)} is {MistakeList.Quote(given.Text)}{Hint(given.Text, allowed)}");
        return false;
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string key)
    {
        if (TextPart(key, required: false) is not { } given)
        {
            return false;
        }

        if (given.Text is not ("true" or "false"))
        {
            mistakes.Add(given.Line, $"'{key}' of {place} is {MistakeList.Quote(given.Text)}; it must be true or false.");
        }

        return given.Text is "true";
    }

    /// <summary>A number; null where it is not given.</summary>
    public double? Number(string key)
    {
        if (TextPart(key, required: false) is not { } given)
        {
            return null;
        }

        if (double.TryParse(given.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        mistakes.Add(given.Line, $"'{key}' of {place} is {MistakeList.Quote(given.Text)}; it must be a number such as 89.2.");
        return null;
    }

    /// <summary>A time of the company's clock.</summary>
    public DateTime Time(string key) => When(key, TimeFormat);

    /// <summary>A day.</summary>
    public DateTime Day(string key) => When(key, DayFormat);

    /// <summary>A list of texts, or one text; empty where it is not given.</summary>
    public IReadOnlyList<YamlText> Words(string key, bool required = false)
    {
        var value = Find(key);
        if (value is null && required)
        {
            mistakes.Add(LineOf(key), $"{MistakeList.Begin(place)} has no '{key}'.");
        }

        if (required && value is YamlList { Items.Count: 0 })
        {
            mistakes.Add(value.Line, $"'{key}' of {place} holds nothing.");
        }

        var words = new List<YamlText>();
        foreach (var item in value is YamlList list ? list.Items : value is null ? [] : [value])
        {
            if (item is YamlText text && !string.IsNullOrWhiteSpace(text.Text))
            {
                words.Add(text);
                continue;
            }

            mistakes.Add(item.Line, $"'{key}' of {place} holds {(item is YamlText ? "an empty text" : item.Kind)} where a word or a list of words must stand.");
        }

        return words;
    }

    /// <summary>Keys and values below a key; null where they are not given.</summary>
    public YamlFields? Below(string key, bool required = true)
    {
        switch (Find(key))
        {
            case YamlMap below:
                return new YamlFields(below with { Line = LineOf(key) }, $"'{key}'", mistakes);
            case { } other:
                mistakes.Add(other.Line, $"'{key}' of {place} is {other.Kind} where keys and values must stand.");
                return null;
            default:
                if (required)
                {
                    mistakes.Add(LineOf(key), $"{MistakeList.Begin(place)} has no '{key}'.");
                }

                return null;
        }
    }

    /// <summary>A list of keys and values; empty where it is not given.</summary>
    /// <param name="name">How sentences call one of them, from its first key's text and its number.</param>
    public IEnumerable<YamlFields> Each(string key, Func<string, int, string> name, bool required = false)
    {
        var value = Find(key);
        if (value is null && required)
        {
            mistakes.Add(LineOf(key), $"{MistakeList.Begin(place)} has no '{key}'.");
        }

        if (value is not (null or YamlList))
        {
            mistakes.Add(value.Line, $"'{key}' of {place} is {value.Kind} where a list must stand.");
        }

        var number = 0;
        foreach (var item in (value as YamlList)?.Items ?? [])
        {
            number++;
            if (item is YamlMap below)
            {
                var first = below.Entries.Count > 0 && below.Entries[0].Value is YamlText { Text: var text } ? text : "";
                yield return new YamlFields(below, name(first.Length > LongestSuggested ? "" : first, number), mistakes);
                continue;
            }

            mistakes.Add(item.Line, $"Item {number} of '{key}' is {item.Kind} where keys and values must stand.");
        }
    }

    /// <summary>Tells of every key that nobody asked for.</summary>
    public void Done()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key, StringComparer.Ordinal)))
        {
            mistakes.Add(entry.Line, $"{MistakeList.Begin(place)} has no key {MistakeList.Quote(entry.Key)}{Hint(entry.Key, [.. _known.Distinct(StringComparer.Ordinal)])}");
        }
    }

    /// <summary>A sentence's tail that says what is allowed and which of it was probably meant.</summary>
    public string Hint(string given, IReadOnlyList<string> allowed)
    {
        // Mistakes beyond those that are told are only counted, and the nearest of very many words is nobody's typing error.
        if (mistakes.IsFull)
        {
            return ".";
        }

        if (allowed.Count == 0)
        {
            return "; the file has none.";
        }

        var nearest = given.Length > LongestSuggested || allowed.Count > MostCompared ? null : Nearest.To(given, allowed.Where(word => word.Length <= LongestSuggested * 2));
        return allowed.Count <= MostListed && given.Length <= LongestSuggested
            ? Nearest.Hint(given, allowed)
            : $" (allowed: {MistakeList.List(allowed.Take(MostListed))}{(allowed.Count > MostListed ? ", ..." : "")}){(nearest is null ? "." : $"; did you mean '{nearest}'?")}";
    }

    private YamlPart? Find(string key)
    {
        _known.Add(key);
        return _entries.TryGetValue(key, out var entry) && entry.Value is not YamlText { IsNull: true } ? entry.Value : null;
    }

    private DateTime When(string key, string format)
    {
        if (TextPart(key, required: true) is not { } given)
        {
            return DateTime.MinValue;
        }

        if (DateTime.TryParseExact(given.Text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        var example = format == TimeFormat ? "2025-03-04 15:40" : "2025-03-04";
        mistakes.Add(given.Line, $"'{key}' of {place} is {MistakeList.Quote(given.Text)}; it must be written as {example}.");
        return DateTime.MinValue;
    }

    private void CheckSlots(YamlText text)
    {
        if (mistakes.Form.Slots is not { } slots)
        {
            return;
        }

        foreach (Match match in Slot().Matches(text.Text))
        {
            if (!slots.Contains(match.Groups["slot"].Value, StringComparer.Ordinal))
            {
                var line = text.TextLine + text.Text.AsSpan(0, match.Index).Count('\n');
                mistakes.Add(line, $"There is no slot {MistakeList.Quote(match.Value)}{Hint(match.Groups["slot"].Value, slots)}");
            }
        }
    }

    [GeneratedRegex(@"\{(?<slot>[A-Za-z][A-Za-z_ -]{0,39})\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slot();
}
