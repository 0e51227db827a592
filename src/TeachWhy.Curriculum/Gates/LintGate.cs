using System.Buffers;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// Refuses the faults that give written data away: greetings and self-introductions of users, capabilities that the assistant
/// does not have, placeholders, links, years, names that models give everybody (content/gates/lint.yaml).
/// </summary>
public sealed partial class LintGate : IGate
{
    private const string Resource = "gates/lint.yaml";

    private static readonly Lazy<LintGate> ShippedOnce = new(() => Parse(BuiltInText.Read(Resource)));

    private const int Short = 2;

    private readonly string[] _userBegins;
    private readonly SearchValues<string> _user;
    private readonly SearchValues<string> _assistant;
    private readonly SearchValues<string> _system;
    private readonly SearchValues<string> _anywhere;
    private readonly SearchValues<string> _anywhereShort;
    private readonly Dictionary<ulong, string> _names;

    private LintGate(LintWords words)
    {
        _userBegins = [.. words.UserBegins];
        _user = Search(words.UserOccurs);
        _assistant = Search(words.AssistantOccurs);
        _system = Search(words.SystemOccurs);

        // Two letters are met everywhere: looked for together with longer words they would slow these down.
        string[] anywhere = [.. words.Anywhere, .. words.Credentials];
        _anywhere = Search([.. anywhere.Where(word => word.Length > Short)]);
        _anywhereShort = Search([.. anywhere.Where(word => word.Length <= Short)]);
        _names = words.Names.ToDictionary(name => WordSequence.NumberOf(name), name => name);
    }

    /// <summary>With the words that ship.</summary>
    public static LintGate Shipped => ShippedOnce.Value;

    public string Name => "lint";

    /// <exception cref="InvalidDataException">The text is no list of lint words; says where.</exception>
    public static LintGate Parse(string yaml)
    {
        try
        {
            return new LintGate(new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<LintWords?>(yaml) ?? new());
        }
        catch (YamlDotNet.Core.YamlException exception)
        {
            throw new InvalidDataException($"The lint words cannot be read, line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    public string? Check(GatedItem item) =>
        Begins(item.User) ?? Occurs("The user's text", item.User, _user) ?? Occurs("What the assistant says", item.Assistant, _assistant)
        ?? Occurs("The system message", item.System, _system) ?? item.Parts().Select(part => Anywhere(part) ?? Pattern(part)).FirstOrDefault(fault => fault is not null)
        ?? CommonName(item.Words);

    private string? Begins(string user)
    {
        var text = user.TrimStart();
        return _userBegins.FirstOrDefault(start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) is { } begin
            ? $"The user begins with '{begin.Trim()}': nobody in trouble does." : null;
    }

    private static string? Occurs(string what, string text, SearchValues<string> words)
    {
        var place = text.AsSpan().IndexOfAny(words);
        return place < 0 ? null : $"{what} has '{Shown(text, place)}'.";
    }

    private string? Anywhere(string text)
    {
        var place = text.AsSpan().IndexOfAny(_anywhere);
        var shorter = text.AsSpan(0, place < 0 ? text.Length : place).IndexOfAny(_anywhereShort);
        place = shorter >= 0 ? shorter : place;
        return place < 0 ? null : $"It has '{Shown(text, place)}'.";
    }

    private static string? Pattern(string text)
    {
        if (Year(text) is { } year)
        {
            return $"It has a date: '{Shown(text, year)}'.";
        }

        var placeholder = text.Contains('[', StringComparison.Ordinal) ? Placeholder().Match(text) : Match.Empty;
        return placeholder.Success ? $"It has a placeholder: '{Shown(text, placeholder.Index)}'." : null;
    }

    // A number from 1900 to 2099 that stands alone and is no amount.
    private static int? Year(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('1', '2'); i >= 0 && i + 4 <= text.Length;)
        {
            if ((text[i] == '1' && text[i + 1] == '9' || text[i] == '2' && text[i + 1] == '0')
                && char.IsAsciiDigit(text[i + 2]) && char.IsAsciiDigit(text[i + 3])
                && (i == 0 || !IsOfNumber(text[i - 1])) && (i + 4 == text.Length || !IsOfNumber(text[i + 4]))
                && !IsAmount(text.AsSpan(i + 4)))
            {
                return i;
            }

            var next = text.AsSpan(i + 1).IndexOfAny('1', '2');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return null;
    }

    private static bool IsOfNumber(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '$' or '€' or '£' or '%' or '-' or '#' or '/';

    private static bool IsAmount(ReadOnlySpan<char> rest) =>
        (rest.Length > 1 && rest[0] is ',' or '.' && char.IsAsciiDigit(rest[Math.Min(1, rest.Length - 1)])) || Unit().IsMatch(rest[..Math.Min(14, rest.Length)]);

    private string? CommonName(WordSequence words)
    {
        var isName = words.IsName;
        for (var i = 0; i < isName.Length; i++)
        {
            // Written large inside a sentence: a smith is no Smith. At a sentence's start only what cannot be a word counts.
            if (isName[i] && _names.TryGetValue(words.Words[i], out var name))
            {
                return $"It has the name {name}, which models give everybody.";
            }
        }

        return null;
    }

    private static SearchValues<string> Search(IReadOnlyList<string> words) => SearchValues.Create([.. words], StringComparison.OrdinalIgnoreCase);

    private static string Shown(string text, int place) => text.Substring(place, Math.Min(32, text.Length - place)).ReplaceLineEndings(" ");

    [GeneratedRegex(@"\[[A-Z][A-Za-z' ]{2,30}\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^ ?(euros?|pounds?|dollars?|francs?|crowns?|kg|kilos?|tonnes?|metres?|meters?|litres?|liters?|people|hours?|calories|kcal|watts?|volts?|rpm|words|km|miles|ml|mm|mg|°)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unit();

    /// <summary>The lists of the file.</summary>
    private sealed class LintWords
    {
        public List<string> UserBegins { get; set; } = [];
        public List<string> UserOccurs { get; set; } = [];
        public List<string> AssistantOccurs { get; set; } = [];
        public List<string> SystemOccurs { get; set; } = [];
        public List<string> Anywhere { get; set; } = [];
        public List<string> Names { get; set; } = [];
        public List<string> Credentials { get; set; } = [];
    }
}
