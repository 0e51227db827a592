using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>Numbers as Python reads and writes them; a truth value counts as 1 or 0.</summary>
internal static class Numbers
{
    public static bool IsNumber(object? value) => value is long or double or bool;

    /// <summary>The whole number in a value; null where there is none.</summary>
    public static long? Whole(object? value) => value switch
    {
        long number => number,
        bool truth => truth ? 1 : 0,
        _ => null,
    };

    public static double Float(object? value) => value is double number ? number : Whole(value) ?? throw new ChatTemplateException($"{Describe.Kind(value)} is no number.");

    /// <summary>The shortest digits that read back the same; an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Write(double number)
    {
        if (double.IsNaN(number))
        {
            return "nan";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "inf" : "-inf";
        }

        var scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest.StartsWith('-') ? "-" : "";
        var digits = string.Concat(shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)).TrimStart('0');
        var exponent = number == 0 ? 0 : ExponentOf(shortest, scientific);
        digits = digits.TrimEnd('0').PadLeft(1, '0');
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        digits = digits.PadRight(exponent + 1, '0');
        return $"{sign}{digits[..(exponent + 1)]}.{(digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0")}";
    }

    /// <summary>The power of ten of the first digit. The shortest form decides: its digits may round up to the next power.</summary>
    private static int ExponentOf(string shortest, string scientific)
    {
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            return int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var whole = shortest.TrimStart('-').Split('.')[0];
        return whole != "0" ? whole.Length - 1 : int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
