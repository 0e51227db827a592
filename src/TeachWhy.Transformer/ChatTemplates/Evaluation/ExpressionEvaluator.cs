namespace TeachWhy.Transformer;

/// <summary>From an expression to its value.</summary>
internal sealed class ExpressionEvaluator(Rendering rendering)
{
    public object? Evaluate(Expression expression, Scope scope)
    {
        rendering.Enter();
        rendering.Spend();
        var value = expression switch
        {
            Expression.Constant constant => constant.Value,
            Expression.Variable variable => scope[variable.Name],
            Expression.List list => new ListValue([.. list.Items.Select(item => Evaluate(item, scope))], list.IsTuple),
            Expression.Mapping mapping => Mapping(mapping, scope),
            Expression.Attribute attribute => Subscripts.Attribute(rendering, Evaluate(attribute.Target, scope), attribute.Name),
            Expression.Item item => Subscripts.Item(rendering, Evaluate(item.Target, scope), Evaluate(item.Index, scope)),
            Expression.Slice slice => Subscripts.Slice(
                rendering, Evaluate(slice.Target, scope), EvaluateOrNull(slice.Start, scope), EvaluateOrNull(slice.Stop, scope), EvaluateOrNull(slice.Step, scope)),
            Expression.Call call => Call(Evaluate(call.Function, scope), Arguments(call.Arguments, scope)),
            Expression.Filter filter => Filter(filter, Evaluate(filter.Input!, scope), scope),
            Expression.Test test => Tests.Apply(rendering, test.Name, Evaluate(test.Input, scope), Arguments(test.Arguments, scope)),
            Expression.Not not => !Truth.Of(Evaluate(not.Operand, scope)),
            Expression.Sign sign => Arithmetic.Sign(Evaluate(sign.Operand, scope), sign.IsNegative),
            Expression.Binary binary => Arithmetic.Apply(rendering, binary.Operator, Evaluate(binary.Left, scope), Evaluate(binary.Right, scope)),
            Expression.Concatenation concatenation => Concatenate(concatenation, scope),
            Expression.Comparison comparison => Compare(comparison, scope),
            Expression.Logical logical => Evaluate(logical.Left, scope) is var left && Truth.Of(left) == logical.IsAnd ? Evaluate(logical.Right, scope) : left,
            Expression.Conditional conditional => Choose(conditional, scope),
            _ => throw new InvalidOperationException($"No evaluation of {expression.GetType().Name}."),
        };
        rendering.Leave();
        return value;
    }

    public object? Call(object? function, TemplateArguments arguments) => function switch
    {
        FunctionValue known => known.Body(arguments),
        UndefinedValue undefined => throw undefined.Missing(),
        _ => throw new ChatTemplateException($"{Describe.Kind(function)} cannot be called."),
    };

    public TemplateArguments Arguments(GivenArguments given, Scope scope)
    {
        if (given.Positional.Count == 0 && given.Named.Count == 0)
        {
            return TemplateArguments.None;
        }

        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in given.Named)
        {
            if (!named.TryAdd(name, Evaluate(value, scope)))
            {
                throw new ChatTemplateException($"the argument \"{Describe.Shortened(name)}\" is given twice.");
            }
        }

        return new TemplateArguments([.. given.Positional.Select(value => Evaluate(value, scope))], named);
    }

    /// <summary>Filters one after another, from a block's text on.</summary>
    public object? FilterBlock(Expression chain, TracedText text, Scope scope)
    {
        var filter = (Expression.Filter)chain;
        return Filter(filter, filter.Input is null ? text : FilterBlock(filter.Input, text, scope), scope);
    }

    private object? Filter(Expression.Filter filter, object? input, Scope scope) =>
        Filters.Apply(rendering, filter.Name, input, Arguments(filter.Arguments, scope));

    private object? EvaluateOrNull(Expression? expression, Scope scope) => expression is null ? null : Evaluate(expression, scope);

    private MappingValue Mapping(Expression.Mapping mapping, Scope scope)
    {
        var value = new MappingValue();
        foreach (var (key, item) in mapping.Entries)
        {
            value.Set(Evaluate(key, scope), Evaluate(item, scope));
        }

        return value;
    }

    private TracedText Concatenate(Expression.Concatenation concatenation, Scope scope)
    {
        var builder = new TracedTextBuilder(rendering);
        foreach (var part in concatenation.Parts)
        {
            builder.Append(PythonText.Of(rendering, Evaluate(part, scope)));
        }

        return builder.ToText();
    }

    private bool Compare(Expression.Comparison comparison, Scope scope)
    {
        var left = Evaluate(comparison.First, scope);
        foreach (var (sign, operand) in comparison.Links)
        {
            var right = Evaluate(operand, scope);
            if (!Holds(rendering, sign, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    /// <summary>Whether one comparison is true.</summary>
    public static bool Holds(Rendering rendering, string sign, object? left, object? right) => sign switch
    {
        "==" => Comparing.Equal(rendering, left, right),
        "!=" => !Comparing.Equal(rendering, left, right),
        "<" => Comparing.Order(rendering, left, right) < 0,
        "<=" => Comparing.Order(rendering, left, right) <= 0,
        ">" => Comparing.Order(rendering, left, right) > 0,
        ">=" => Comparing.Order(rendering, left, right) >= 0,
        "in" => Comparing.Contains(rendering, right, left),
        _ => !Comparing.Contains(rendering, right, left),
    };

    private object? Choose(Expression.Conditional conditional, Scope scope) =>
        Truth.Of(Evaluate(conditional.Condition, scope)) ? Evaluate(conditional.Then, scope)
        : conditional.Otherwise is { } otherwise ? Evaluate(otherwise, scope)
        : new UndefinedValue("the other case of an inline \"if\"");
}
