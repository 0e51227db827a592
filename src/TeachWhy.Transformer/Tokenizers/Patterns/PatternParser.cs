using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>Reads a regular expression in the syntax that tokenizer files use (Oniguruma's, Ruby flavour).</summary>
internal sealed class PatternParser
{
    private const int DeepestNesting = 50;
    private const int MostRepeats = 1000;

    // Two letters that Unicode also writes as one ("ß", "ﬁ"): a case-insensitive match of both would have to know that letter.
    private static readonly string[] Ligatures = ["ss", "st", "ff", "fi", "fl"];

    private readonly PatternText _text;
    private readonly PatternClassParser _classes;
    private int _depth;
    private bool _ignoreCase;

    private PatternParser(string pattern)
    {
        _text = new PatternText(pattern);
        _classes = new PatternClassParser(_text);
    }

    /// <exception cref="InvalidDataException">It is no regular expression, or uses what is not supported.</exception>
    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        parser._ignoreCase = parser._text.Accept("(?i)");
        var node = parser.ReadChoice();
        return parser._text.AtEnd ? node : throw parser._text.Mistake("a ')' without its '('");
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > DeepestNesting)
        {
            throw _text.Mistake($"groups more than {DeepestNesting} deep");
        }
        var options = new List<PatternNode> { ReadSequence() };
        while (_text.Accept('|'))
        {
            options.Add(ReadSequence());
        }
        _depth--;
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        var previous = '\0';
        while (!_text.AtEnd && _text.Next is not ('|' or ')'))
        {
            var letter = _ignoreCase && char.IsAsciiLetter(_text.Next) ? char.ToLowerInvariant(_text.Next) : '\0';
            if (letter != '\0' && Ligatures.Contains($"{previous}{letter}", StringComparer.Ordinal))
            {
                throw _text.Mistake($"\"{previous}{letter}\" without regard to case, which Unicode also writes as one letter");
            }
            previous = letter;
            parts.Add(ReadQuantifiers(ReadAtom()));
        }
        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode ReadAtom()
    {
        switch (_text.Next)
        {
            case '(':
                return ReadGroup();
            case '[':
                return new PatternNode.OneOf(_classes.ReadClass(_ignoreCase));
            case '.':
                _text.Read();
                return new PatternNode.OneOf(CodePointSet.Of('\n').Complement());
            case '^':
                _text.Read();
                return new PatternNode.Anchor(PatternAnchor.LineStart);
            case '$':
                _text.Read();
                return new PatternNode.Anchor(PatternAnchor.LineEnd);
            case '*' or '+' or '?':
                throw _text.Mistake($"'{_text.Next}' with nothing to repeat");
            case '\\' when _text.Accept("\\A"):
                return new PatternNode.Anchor(PatternAnchor.TextStart);
            case '\\' when _text.Accept("\\z"):
                return new PatternNode.Anchor(PatternAnchor.TextEnd);
            default:
                return new PatternNode.OneOf(_classes.ReadOne(_ignoreCase));
        }
    }

    private PatternNode ReadGroup()
    {
        _text.Read();
        if (!_text.Accept('?') || _text.Accept(':'))
        {
            return Close(ReadChoice());
        }
        if (_text.Accept('>'))
        {
            return new PatternNode.Atomic(Close(ReadChoice()));
        }
        if (_text.Accept('=') || _text.Accept('!'))
        {
            var negative = _text.Previous == '!';
            return new PatternNode.LookAhead(Close(ReadChoice()), negative);
        }
        var ignoreCase = !_text.Accept('-');
        if (!_text.Accept("i:"))
        {
            throw _text.Mistake("a group of this kind");
        }
        var caseBefore = _ignoreCase;
        _ignoreCase = ignoreCase;
        var body = Close(ReadChoice());
        _ignoreCase = caseBefore;
        return body;
    }

    private PatternNode Close(PatternNode body) => _text.Accept(')') ? body : throw _text.Mistake("a '(' without its ')'");

    private PatternNode ReadQuantifiers(PatternNode atom)
    {
        while (!_text.AtEnd)
        {
            var (least, most, braces) = (0, PatternNode.Repeat.Unlimited, false);
            if (_text.Accept('?'))
            {
                most = 1;
            }
            else if (_text.Accept('+'))
            {
                least = 1;
            }
            else if (!_text.Accept('*'))
            {
                if (ReadBraces() is not { } counts)
                {
                    return atom;
                }
                (least, most) = counts;
                braces = true;
            }
            if (atom is PatternNode.LookAhead or PatternNode.Anchor || (atom.MayBeEmpty && most > 1))
            {
                throw _text.Mistake("the repeat of something that can be empty");
            }
            var lazy = _text.Accept('?');
            if (lazy && braces && least == most)
            {
                throw _text.Mistake("a lazy repeat of a fixed count");
            }
            atom = new PatternNode.Repeat(atom, least, most, lazy);
            if (!lazy && !braces && _text.Accept('+'))
            {
                atom = new PatternNode.Atomic(atom);
            }
        }
        return atom;
    }

    /// <summary>"{2}", "{2,}", "{,3}" or "{2,3}"; a brace of any other form stands for itself.</summary>
    private (int Least, int Most)? ReadBraces()
    {
        if (_text.Next != '{' || _text.Until('}') is not { } inside || inside.Any(letter => !char.IsAsciiDigit(letter) && letter != ',')
            || inside.Count(letter => letter == ',') > 1 || inside is "" or ",")
        {
            return null;
        }
        var ends = inside.Split(',');
        var least = ends[0].Length == 0 ? 0 : Count(ends[0]);
        var most = ends.Length == 1 ? least : ends[1].Length == 0 ? PatternNode.Repeat.Unlimited : Count(ends[1]);
        _text.Skip(inside.Length + 2);
        return least <= most ? (least, most) : throw _text.Mistake("a repeat whose least is more than its most");
    }

    private int Count(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostRepeats
            ? count
            : throw _text.Mistake($"a repeat of more than {MostRepeats} times");
}
