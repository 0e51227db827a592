using System.Collections.Frozen;

namespace TeachWhy.Transformer;

/// <summary>The tests behind <c>is</c>, by name.</summary>
internal static class Tests
{
    private delegate bool Test(Rendering rendering, object? value, TemplateArguments given);

    private static readonly FrozenDictionary<string, Test> Known = new Dictionary<string, Test>(StringComparer.Ordinal)
    {
        ["defined"] = (_, value, _) => value is not UndefinedValue,
        ["undefined"] = (_, value, _) => value is UndefinedValue,
        ["none"] = (_, value, _) => value is null,
        ["true"] = (_, value, _) => value is true,
        ["false"] = (_, value, _) => value is false,
        ["boolean"] = (_, value, _) => value is bool,
        ["string"] = (_, value, _) => value is TracedText,
        ["mapping"] = (_, value, _) => value is MappingValue,
        ["iterable"] = (_, value, _) => value is TracedText or ListValue or MappingValue or UndefinedValue,
        ["sequence"] = (_, value, _) => value is TracedText or ListValue or MappingValue or UndefinedValue,
        ["number"] = (_, value, _) => Numbers.IsNumber(value),
        ["integer"] = (_, value, _) => value is long,
        ["float"] = (_, value, _) => value is double,
        ["callable"] = (_, value, _) => value is FunctionValue,
        ["odd"] = (_, value, _) => Remainder(value, 2) == 1,
        ["even"] = (_, value, _) => Remainder(value, 2) == 0,
        ["divisibleby"] = (_, value, given) => Remainder(value, given.Bind("divisibleby", "num").Whole("num", 1)) == 0,
        ["lower"] = (r, value, _) => PythonText.Of(r, value).Value is var text && text.Any(char.IsLower) && !text.Any(char.IsUpper),
        ["upper"] = (r, value, _) => PythonText.Of(r, value).Value is var text && text.Any(char.IsUpper) && !text.Any(char.IsLower),
        ["sameas"] = (r, value, given) => given.Bind("sameas", "other").Value("other") is var other && (value is null or bool or long ? Equals(value, other) : ReferenceEquals(value, other)),
        ["filter"] = (_, value, _) => value is TracedText name && Filters.Exists(name.Value),
        ["test"] = (_, value, _) => value is TracedText name && Exists(name.Value),
        ["eq"] = Comparison("=="),
        ["equalto"] = Comparison("=="),
        ["=="] = Comparison("=="),
        ["ne"] = Comparison("!="),
        ["!="] = Comparison("!="),
        ["lt"] = Comparison("<"),
        ["lessthan"] = Comparison("<"),
        ["<"] = Comparison("<"),
        ["le"] = Comparison("<="),
        ["<="] = Comparison("<="),
        ["gt"] = Comparison(">"),
        ["greaterthan"] = Comparison(">"),
        [">"] = Comparison(">"),
        ["ge"] = Comparison(">="),
        [">="] = Comparison(">="),
        ["in"] = Comparison("in"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Apply(Rendering rendering, string name, object? value, TemplateArguments given)
    {
        rendering.SpendOn(value);
        return Known.TryGetValue(name, out var test)
            ? test(rendering, value, given)
            : throw new ChatTemplateException($"there is no test \"{Describe.Shortened(name)}\".");
    }

    private static bool Exists(string name) => Known.ContainsKey(name);

    private static Test Comparison(string sign) =>
        (rendering, value, given) => ExpressionEvaluator.Holds(rendering, sign, value, given.Bind(sign, "other").Value("other"));

    private static long Remainder(object? value, long divisor) =>
        Arithmetic.DivideDown(Numbers.Whole(value) ?? throw new ChatTemplateException($"{Describe.Kind(value)} is no whole number."), divisor).Remainder;
}
