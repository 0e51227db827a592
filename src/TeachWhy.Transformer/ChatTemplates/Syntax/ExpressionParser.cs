using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>
/// From words to an expression, one method for each level of precedence, loosest first:
/// <c>if else</c>, <c>or</c>, <c>and</c>, <c>not</c>, comparisons, <c>+ -</c>, <c>~</c>, <c>* / // %</c>, <c>**</c>, signs, then filters and tests.
/// </summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>An expression, or several with commas between them: a tuple.</summary>
    public Expression ParseTuple(bool allowsConditional = true)
    {
        var first = allowsConditional ? Parse() : ParseOr();
        if (!tokens.IsOperator(","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (tokens.TakeOperator(",") && StartsExpression())
        {
            items.Add(allowsConditional ? Parse() : ParseOr());
        }

        return new Expression.List(items, IsTuple: true);
    }

    public Expression Parse()
    {
        tokens.Enter();
        var expression = ParseOr();
        while (tokens.TakeName("if"))
        {
            var test = ParseOr();
            expression = new Expression.Conditional(test, expression, tokens.TakeName("else") ? Parse() : null);
        }

        tokens.Leave();
        return expression;
    }

    /// <summary>Without the conditional, whose <c>if</c> means something else behind a loop's items.</summary>
    public Expression ParseOr()
    {
        var left = ParseAnd();
        while (tokens.TakeName("or"))
        {
            left = new Expression.Logical(left, ParseAnd(), IsAnd: false);
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (tokens.TakeName("and"))
        {
            left = new Expression.Logical(left, ParseNot(), IsAnd: true);
        }

        return left;
    }

    private Expression ParseNot()
    {
        if (!tokens.TakeName("not"))
        {
            return ParseComparison();
        }

        tokens.Enter();
        var operand = ParseNot();
        tokens.Leave();
        return new Expression.Not(operand);
    }

    private Expression ParseComparison()
    {
        var first = ParseSum();
        var links = new List<(string, Expression)>();
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(tokens.Current.Text, StringComparer.Ordinal))
            {
                links.Add((tokens.Next().Text, ParseSum()));
            }
            else if (tokens.TakeName("in"))
            {
                links.Add(("in", ParseSum()));
            }
            else if (tokens.IsName("not") && tokens.Ahead.Is(TokenKind.Name, "in"))
            {
                tokens.Next();
                tokens.Next();
                links.Add(("not in", ParseSum()));
            }
            else
            {
                return links.Count == 0 ? first : new Expression.Comparison(first, links);
            }
        }
    }

    private Expression ParseSum() => ParseBinary(ParseConcatenation, "+", "-");

    private Expression ParseConcatenation()
    {
        var parts = new List<Expression> { ParseProduct() };
        while (tokens.TakeOperator("~"))
        {
            parts.Add(ParseProduct());
        }

        return parts.Count == 1 ? parts[0] : new Expression.Concatenation(parts);
    }

    private Expression ParseProduct() => ParseBinary(ParsePower, "*", "/", "//", "%");

    private Expression ParsePower() => ParseBinary(() => ParseSigned(), "**");

    private Expression ParseBinary(Func<Expression> operand, params string[] operators)
    {
        var left = operand();
        while (tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text, StringComparer.Ordinal))
        {
            left = new Expression.Binary(tokens.Next().Text, left, operand());
        }

        return left;
    }

    private Expression ParseSigned(bool allowsFilters = true)
    {
        Expression expression;
        if (tokens.IsOperator("-") || tokens.IsOperator("+"))
        {
            tokens.Enter();
            var isNegative = tokens.Next().Text == "-";
            expression = new Expression.Sign(ParseSigned(allowsFilters: false), isNegative);
            tokens.Leave();
        }
        else
        {
            expression = ParsePrimary();
        }

        expression = ParsePostfix(expression);
        return allowsFilters ? ParseFiltersAndTests(expression) : expression;
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Next();
                return token.Text switch
                {
                    "true" or "True" => new Expression.Constant(true),
                    "false" or "False" => new Expression.Constant(false),
                    "none" or "None" => new Expression.Constant(null),
                    _ => new Expression.Variable(token.Text),
                };
            case TokenKind.Literal:
                return ParseLiteral();
            case TokenKind.Integer:
                return new Expression.Constant(long.Parse(tokens.Next().Text, CultureInfo.InvariantCulture));
            case TokenKind.Float:
                return new Expression.Constant(double.Parse(tokens.Next().Text, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "(":
                return ParseParenthesized();
            case TokenKind.Operator when token.Text == "[":
                return new Expression.List(ParseItems("[", "]", Parse), IsTuple: false);
            case TokenKind.Operator when token.Text == "{":
                return new Expression.Mapping(ParseItems("{", "}", ParseEntry));
            default:
                throw tokens.Unexpected("a value");
        }
    }

    /// <summary>Texts that follow each other are one.</summary>
    private Expression.Constant ParseLiteral()
    {
        var text = "";
        while (tokens.Current.Kind == TokenKind.Literal)
        {
            text += tokens.Next().Text;
        }

        return new Expression.Constant(TracedText.Own(text));
    }

    private Expression ParseParenthesized()
    {
        tokens.Next();
        var expression = tokens.IsOperator(")") ? new Expression.List([], IsTuple: true) : ParseTuple();
        tokens.ExpectOperator(")");
        return expression;
    }

    private (Expression, Expression) ParseEntry()
    {
        var key = Parse();
        tokens.ExpectOperator(":");
        return (key, Parse());
    }

    /// <summary>Items between brackets; a comma may follow the last.</summary>
    private List<T> ParseItems<T>(string open, string close, Func<T> item)
    {
        tokens.ExpectOperator(open);
        var items = new List<T>();
        while (!tokens.TakeOperator(close))
        {
            if (items.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.TakeOperator(close))
                {
                    break;
                }
            }

            items.Add(item());
        }

        return items;
    }

    private bool StartsExpression() => tokens.Current switch
    {
        { Kind: TokenKind.Name, Text: "if" or "else" or "in" } => false,
        { Kind: TokenKind.Name or TokenKind.Literal or TokenKind.Integer or TokenKind.Float } => true,
        { Kind: TokenKind.Operator, Text: "(" or "[" or "{" or "-" or "+" } => true,
        _ => false,
    };
}
