using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>What follows a value: attributes, items, calls, filters, tests.</summary>
internal sealed partial class ExpressionParser
{
    // A test's only argument may stand without brackets; these words go on with the expression instead.
    private static readonly string[] NoArgument = ["else", "or", "and", "if", "is", "in", "not"];

    /// <summary>Filters one after another, in a block where the text is their input.</summary>
    public Expression ParseFilterChain()
    {
        var filter = ParseFilter(input: null);
        while (tokens.TakeOperator("|"))
        {
            filter = ParseFilter(filter);
        }

        return filter;
    }

    public GivenArguments ParseArguments()
    {
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        foreach (var (name, value) in ParseItems("(", ")", ParseArgument))
        {
            if (name is not null)
            {
                named.Add((name, value));
            }
            else if (named.Count > 0)
            {
                throw tokens.Unexpected("an argument with a name, after another with one,");
            }
            else
            {
                positional.Add(value);
            }
        }

        return new GivenArguments(positional, named);
    }

    private (string? Name, Expression Value) ParseArgument()
    {
        if (tokens.Current.Kind != TokenKind.Name || !tokens.Ahead.Is(TokenKind.Operator, "="))
        {
            return (null, Parse());
        }

        var name = tokens.ExpectName();
        tokens.ExpectOperator("=");
        return (name, Parse());
    }

    private Expression ParsePostfix(Expression expression)
    {
        while (true)
        {
            if (tokens.TakeOperator("."))
            {
                expression = tokens.Current.Kind == TokenKind.Integer
                    ? new Expression.Item(expression, new Expression.Constant(long.Parse(tokens.Next().Text, CultureInfo.InvariantCulture)))
                    : new Expression.Attribute(expression, tokens.ExpectName());
            }
            else if (tokens.IsOperator("["))
            {
                expression = ParseSubscript(expression);
            }
            else if (tokens.IsOperator("("))
            {
                expression = new Expression.Call(expression, ParseArguments());
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ParseSubscript(Expression target)
    {
        tokens.ExpectOperator("[");
        var start = tokens.IsOperator(":") ? null : Parse();
        if (!tokens.TakeOperator(":"))
        {
            tokens.ExpectOperator("]");
            return new Expression.Item(target, start!);
        }

        var stop = tokens.IsOperator(":") || tokens.IsOperator("]") ? null : Parse();
        var step = tokens.TakeOperator(":") && !tokens.IsOperator("]") ? Parse() : null;
        tokens.ExpectOperator("]");
        return new Expression.Slice(target, start, stop, step);
    }

    private Expression ParseFiltersAndTests(Expression expression)
    {
        while (true)
        {
            if (tokens.TakeOperator("|"))
            {
                expression = ParseFilter(expression);
            }
            else if (tokens.TakeName("is"))
            {
                expression = ParseTest(expression);
            }
            else if (tokens.IsOperator("("))
            {
                expression = new Expression.Call(expression, ParseArguments());
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression.Filter ParseFilter(Expression? input) =>
        new(input, tokens.ExpectName(), tokens.IsOperator("(") ? ParseArguments() : GivenArguments.None);

    private Expression ParseTest(Expression input)
    {
        var isNot = tokens.TakeName("not");
        var name = tokens.ExpectName();
        var arguments = GivenArguments.None;
        if (tokens.IsOperator("("))
        {
            arguments = ParseArguments();
        }
        else if (StartsExpression() && !tokens.IsOperator("-") && !tokens.IsOperator("+")
            && !(tokens.Current.Kind == TokenKind.Name && NoArgument.Contains(tokens.Current.Text, StringComparer.Ordinal)))
        {
            arguments = new GivenArguments([ParsePostfix(ParsePrimary())], []);
        }

        var test = new Expression.Test(input, name, arguments);
        return isNot ? new Expression.Not(test) : test;
    }
}
