namespace TeachWhy.Transformer;

/// <summary>Something of a template that is carried out.</summary>
/// <param name="Line">From 1.</param>
internal abstract record Statement(int Line)
{
    public sealed record Text(int Line, TracedText Value) : Statement(Line);

    public sealed record Output(int Line, Expression Value) : Statement(Line);

    public sealed record If(int Line, IReadOnlyList<(Expression Test, IReadOnlyList<Statement> Body)> Branches, IReadOnlyList<Statement> Otherwise) : Statement(Line);

    /// <param name="Condition">Items for which it is false are left out; null for none.</param>
    /// <param name="Otherwise">Carried out where there is no item.</param>
    public sealed record For(
        int Line, Target Target, Expression Items, Expression? Condition,
        IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise) : Statement(Line);

    public sealed record Set(int Line, Target Target, Expression Value) : Statement(Line);

    /// <summary><c>{% set name %}text{% endset %}</c></summary>
    /// <param name="Filter">What the text goes through; null for nothing.</param>
    public sealed record SetBlock(int Line, Target Target, Expression? Filter, IReadOnlyList<Statement> Body) : Statement(Line);

    public sealed record FilterBlock(int Line, Expression Filter, IReadOnlyList<Statement> Body) : Statement(Line);

    public sealed record With(int Line, IReadOnlyList<(Target Target, Expression Value)> Variables, IReadOnlyList<Statement> Body) : Statement(Line);

    public sealed record Macro(int Line, string Name, IReadOnlyList<Parameter> Parameters, IReadOnlyList<Statement> Body) : Statement(Line);

    /// <summary><c>{% call(parameters) macro() %}text{% endcall %}</c>: the macro gets the text as <c>caller</c>.</summary>
    public sealed record CallBlock(int Line, IReadOnlyList<Parameter> Parameters, Expression.Call Call, IReadOnlyList<Statement> Body) : Statement(Line);

    /// <summary>What the assistant wrote.</summary>
    public sealed record Generation(int Line, IReadOnlyList<Statement> Body) : Statement(Line);

    public sealed record Leave(int Line, bool IsBreak) : Statement(Line);
}

/// <summary>A macro's parameter.</summary>
/// <param name="Default">Null where there is none; a call may leave it out all the same.</param>
internal sealed record Parameter(string Name, Expression? Default);

/// <summary>Where a value is put.</summary>
internal abstract record Target
{
    public sealed record Name(string Variable) : Target;

    /// <summary>An attribute of a namespace.</summary>
    public sealed record Attribute(string Namespace, string Variable) : Target;

    public sealed record Tuple(IReadOnlyList<Target> Parts) : Target;
}
