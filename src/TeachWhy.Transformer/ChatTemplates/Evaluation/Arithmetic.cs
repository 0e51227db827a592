namespace TeachWhy.Transformer;

/// <summary>The operators that make a value of two, as in Python.</summary>
internal static class Arithmetic
{
    public static object? Apply(Rendering rendering, string sign, object? left, object? right)
    {
        try
        {
            return (left, right) switch
            {
                (UndefinedValue undefined, _) => throw undefined.Missing(),
                (_, UndefinedValue undefined) => throw undefined.Missing(),
                (TracedText a, TracedText b) when sign == "+" => Join(rendering, a, b),
                (ListValue a, ListValue b) when sign == "+" && a.IsTuple == b.IsTuple => Join(rendering, a, b),
                (TracedText text, long or bool) when sign == "*" => Repeat(rendering, text, Numbers.Whole(right)!.Value),
                (long or bool, TracedText text) when sign == "*" => Repeat(rendering, text, Numbers.Whole(left)!.Value),
                (ListValue list, long or bool) when sign == "*" => Repeat(rendering, list, Numbers.Whole(right)!.Value),
                (long or bool, long or bool) when sign != "/" => Whole(sign, Numbers.Whole(left)!.Value, Numbers.Whole(right)!.Value),
                _ when Numbers.IsNumber(left) && Numbers.IsNumber(right) => Float(sign, Numbers.Float(left), Numbers.Float(right)),
                _ => throw new ChatTemplateException($"\"{sign}\" does not go with {Describe.Kind(left)} and {Describe.Kind(right)}."),
            };
        }
        catch (OverflowException)
        {
            throw new ChatTemplateException($"the result of \"{sign}\" does not fit into 64 bits.");
        }
    }

    public static object Sign(object? value, bool isNegative) => value switch
    {
        double number => (object)(isNegative ? -number : number),
        long.MinValue when isNegative => throw new ChatTemplateException("the result of \"-\" does not fit into 64 bits."),
        long or bool => isNegative ? -Numbers.Whole(value)!.Value : Numbers.Whole(value)!.Value,
        UndefinedValue undefined => throw undefined.Missing(),
        _ => throw new ChatTemplateException($"{Describe.Kind(value)} has no sign."),
    };

    /// <summary>Quotient rounded down, and the remainder with the divisor's sign.</summary>
    public static (long Quotient, long Remainder) DivideDown(long left, long right)
    {
        if (right == 0)
        {
            throw new ChatTemplateException("it divides by zero.");
        }

        // The smallest number has no negation.
        if (right == -1)
        {
            return (checked(-left), 0);
        }

        var (quotient, remainder) = Math.DivRem(left, right);
        return remainder != 0 && (remainder < 0) != (right < 0) ? (quotient - 1, remainder + right) : (quotient, remainder);
    }

    private static object Whole(string sign, long left, long right) => sign switch
    {
        // Boxed, or all of them would become floats.
        "+" => (object)checked(left + right),
        "-" => checked(left - right),
        "*" => checked(left * right),
        "//" => DivideDown(left, right).Quotient,
        "%" => DivideDown(left, right).Remainder,
        _ => right < 0 ? (object)Float("**", left, right) : Power(left, right),
    };

    private static double Float(string sign, double left, double right)
    {
        if (right == 0 && sign is ("/" or "//" or "%"))
        {
            throw new ChatTemplateException("it divides by zero.");
        }

        var result = sign switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => Math.Floor(left / right),
            "%" => left - (Math.Floor(left / right) * right),
            _ => Math.Pow(left, right),
        };
        return double.IsFinite(result) ? result : throw new ChatTemplateException($"the result of \"{sign}\" is no finite number.");
    }

    private static long Power(long number, long exponent)
    {
        // These never overflow, however large the exponent.
        if (number is 0 or 1 or -1)
        {
            return exponent == 0 ? 1 : number == -1 && exponent % 2 == 0 ? 1 : number;
        }

        var result = 1L;
        for (; exponent > 0; exponent--)
        {
            result = checked(result * number);
        }

        return result;
    }

    private static TracedText Join(Rendering rendering, TracedText left, TracedText right)
    {
        var builder = new TracedTextBuilder(rendering);
        builder.Append(right.IsHtml && !left.IsHtml ? Escape(left) : left);
        builder.Append(left.IsHtml && !right.IsHtml ? Escape(right) : right);
        return left.IsHtml || right.IsHtml ? builder.ToText().AsHtml() : builder.ToText();
    }

    /// <summary>As the reference engine escapes for HTML.</summary>
    public static TracedText Escape(TracedText text) => text.Value.AsSpan().IndexOfAny("&<>'\"") < 0
        ? text
        : text.Become(text.Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal));

    private static ListValue Join(Rendering rendering, ListValue left, ListValue right)
    {
        rendering.Spend(left.Count + right.Count);
        return new ListValue([.. left.Items, .. right.Items], left.IsTuple);
    }

    private static TracedText Repeat(Rendering rendering, TracedText text, long times)
    {
        var builder = new TracedTextBuilder(rendering);
        for (var i = 0L; i < times && text.Length > 0; i++)
        {
            rendering.Spend();
            builder.Append(text);
        }

        return builder.ToText();
    }

    private static ListValue Repeat(Rendering rendering, ListValue list, long times)
    {
        var items = new List<object?>();
        for (var i = 0L; i < times && list.Count > 0; i++)
        {
            rendering.Spend(list.Count);
            items.AddRange(list.Items);
        }

        return new ListValue(items, list.IsTuple);
    }
}
