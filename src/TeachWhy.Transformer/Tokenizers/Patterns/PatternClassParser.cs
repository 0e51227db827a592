using System.Globalization;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Reads the parts of a regular expression that stand for one code point: characters, escapes, classes.</summary>
internal sealed class PatternClassParser(PatternText text)
{
    private const int DeepestNesting = 50;

    private static readonly CodePointSet HexDigits = CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f'));
    private int _depth;

    /// <summary>A character or an escape outside of brackets.</summary>
    public CodePointSet ReadOne(bool ignoreCase)
    {
        if (text.Next == '\\' && ReadNamed(ignoreCase) is { } named)
        {
            return named;
        }
        var point = ReadPoint();
        return Cased(CodePointSet.Of(point), point, point, ignoreCase);
    }

    /// <summary>A class in brackets: <c>[^\s\p{L}a-z&amp;&amp;[^x]]</c>.</summary>
    public CodePointSet ReadClass(bool ignoreCase)
    {
        if (++_depth > DeepestNesting)
        {
            throw text.Mistake($"brackets more than {DeepestNesting} deep");
        }
        text.Read();
        var negative = text.Accept('^');
        var (all, set, isFirst) = (CodePointSet.All, CodePointSet.Empty, true);
        while (isFirst || !text.Accept(']'))
        {
            if (text.Accept("&&"))
            {
                all = all.Intersection(set);
                set = CodePointSet.Empty;
            }
            else if (text.Accept("[:"))
            {
                throw text.Mistake("a bracket class such as [:alpha:]");
            }
            else
            {
                set = set.Union(text.Next == '[' ? ReadClass(ignoreCase) : ReadRange(ignoreCase));
            }
            isFirst = false;
        }
        _depth--;
        set = all.Intersection(set);
        return negative ? set.Complement() : set;
    }

    private CodePointSet ReadRange(bool ignoreCase)
    {
        if (text.Next == '\\' && ReadNamed(ignoreCase) is { } named)
        {
            return named;
        }
        var first = ReadPoint();
        var last = first;

        // A hyphen at the end stands for itself.
        if (!text.AtEnd && text.Next == '-' && text.Until(']') is not ("" or null))
        {
            text.Read();
            if (text.Next == '[' || (text.Next == '\\' && ReadNamed(ignoreCase) is not null))
            {
                throw text.Mistake("a range that ends in a class");
            }
            last = ReadPoint();
        }
        return first <= last ? Cased(CodePointSet.Of((first, last)), first, last, ignoreCase) : throw text.Mistake("a range that ends before it begins");
    }

    /// <summary>An escape that names a class; null when it is another, of which nothing has been read then.</summary>
    private CodePointSet? ReadNamed(bool ignoreCase)
    {
        if (text.Accept("\\s") || text.Accept("\\S"))
        {
            return text.Previous == 's' ? CodePointClasses.WhiteSpace : CodePointClasses.WhiteSpace.Complement();
        }
        if (text.Accept("\\d") || text.Accept("\\D"))
        {
            var digits = CodePointClasses.Find("Nd")!;
            return text.Previous == 'd' ? digits : digits.Complement();
        }
        if (text.Accept("\\h") || text.Accept("\\H"))
        {
            return text.Previous == 'h' ? HexDigits : HexDigits.Complement();
        }
        if (text.Accept("\\w") || text.Accept("\\W"))
        {
            return text.Previous == 'w' ? CodePointClasses.Word : CodePointClasses.Word.Complement();
        }
        if (!text.Accept("\\p{") && !text.Accept("\\P{"))
        {
            return null;
        }
        text.Skip(-1);
        var negative = text.Previous == 'P';
        var name = text.Until('}') ?? throw text.Mistake("a '{' without its '}'");
        text.Skip(name.Length + 2);
        if (name.StartsWith('^'))
        {
            (negative, name) = (!negative, name[1..]);
        }
        var set = CodePointClasses.Find(name) ?? throw text.Mistake($"the class \\p{{{name}}}");
        if (ignoreCase && name[0] is 'L' or 'M')
        {
            throw text.Mistake($"the class \\p{{{name}}} without regard to case");
        }
        return negative ? set.Complement() : set;
    }

    private int ReadPoint()
    {
        if (!text.Accept('\\'))
        {
            return text.ReadPoint();
        }
        var escaped = text.ReadPoint();
        return escaped switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            'a' => '\a',
            'e' => 0x1B,
            'x' when text.Accept('{') => ReadHexUntilBrace(),
            'x' => ReadHex(2),
            'u' => ReadHex(4),
            < 128 when char.IsAsciiLetterOrDigit((char)escaped) => throw text.Mistake($"\\{(char)escaped}"),
            _ => escaped,
        };
    }

    private int ReadHexUntilBrace()
    {
        text.Skip(-1);
        var digits = text.Until('}') ?? throw text.Mistake("a '{' without its '}'");
        text.Skip(digits.Length + 2);
        return ToPoint(digits);
    }

    private int ReadHex(int count)
    {
        var digits = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            digits.Append(text.Read());
        }
        return ToPoint(digits.ToString());
    }

    private int ToPoint(string digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && Rune.IsValid(point)
            ? point
            : throw text.Mistake($"the code point {digits}, which is none");

    /// <summary>With the other case of ASCII letters, and the two letters outside ASCII that fold to one: the long s and the Kelvin sign.</summary>
    private CodePointSet Cased(CodePointSet set, int first, int last, bool ignoreCase)
    {
        if (!ignoreCase)
        {
            return set;
        }
        if (last > 127 && (last > first || Rune.IsLetter(new Rune(last))))
        {
            throw text.Mistake("a letter outside ASCII without regard to case");
        }
        for (var lower = 'a'; lower <= 'z'; lower++)
        {
            var upper = char.ToUpperInvariant(lower);
            if (set.Contains(lower) || set.Contains(upper))
            {
                set = set.Union(CodePointSet.Of((lower, lower), (upper, upper)));
            }
        }
        set = set.Contains('s') ? set.Union(CodePointSet.Of(0x17F)) : set;
        return set.Contains('k') ? set.Union(CodePointSet.Of(0x212A)) : set;
    }
}
