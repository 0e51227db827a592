namespace TeachWhy.Transformer;

/// <summary>Something of a template that has a value.</summary>
internal abstract record Expression
{
    public sealed record Constant(object? Value) : Expression;

    public sealed record Variable(string Name) : Expression;

    public sealed record List(IReadOnlyList<Expression> Items, bool IsTuple) : Expression;

    public sealed record Mapping(IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression;

    /// <summary><c>target.name</c></summary>
    public sealed record Attribute(Expression Target, string Name) : Expression;

    /// <summary><c>target[index]</c></summary>
    public sealed record Item(Expression Target, Expression Index) : Expression;

    /// <summary><c>target[start:stop:step]</c></summary>
    public sealed record Slice(Expression Target, Expression? Start, Expression? Stop, Expression? Step) : Expression;

    public sealed record Call(Expression Function, GivenArguments Arguments) : Expression;

    /// <summary><c>input | name(arguments)</c></summary>
    /// <param name="Input">Null in a filter block, whose input is its text.</param>
    public sealed record Filter(Expression? Input, string Name, GivenArguments Arguments) : Expression;

    /// <summary><c>input is name(arguments)</c></summary>
    public sealed record Test(Expression Input, string Name, GivenArguments Arguments) : Expression;

    public sealed record Not(Expression Operand) : Expression;

    public sealed record Sign(Expression Operand, bool IsNegative) : Expression;

    public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary><c>a ~ b ~ c</c></summary>
    public sealed record Concatenation(IReadOnlyList<Expression> Parts) : Expression;

    /// <summary><c>a &lt; b &lt;= c</c>, true where every link is.</summary>
    public sealed record Comparison(Expression First, IReadOnlyList<(string Operator, Expression Operand)> Links) : Expression;

    /// <summary>The left if it decides, else the right.</summary>
    public sealed record Logical(Expression Left, Expression Right, bool IsAnd) : Expression;

    /// <summary><c>then if condition else otherwise</c></summary>
    public sealed record Conditional(Expression Condition, Expression Then, Expression? Otherwise) : Expression;
}

/// <summary>Arguments of a call, a filter or a test.</summary>
internal sealed record GivenArguments(IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static readonly GivenArguments None = new([], []);
}
