using System.Globalization;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>An example's name in addresses: the list that it is in, and its place there from 1. Names from files are in no address.</summary>
public static class ExampleKey
{
    private const string Passed = "passed-";
    private const string Refused = "refused-";

    /// <param name="number">From 0.</param>
    public static string Of(bool refused, int number) => (refused ? Refused : Passed) + (number + 1).ToString(CultureInfo.InvariantCulture);

    /// <returns>The number from 0; null where it is no such name.</returns>
    public static (bool Refused, int Number)? Read(string key)
    {
        var refused = key.StartsWith(Refused, StringComparison.Ordinal);
        return (refused || key.StartsWith(Passed, StringComparison.Ordinal))
            && int.TryParse(key.AsSpan((refused ? Refused : Passed).Length), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0
            ? (refused, place - 1)
            : null;
    }
}
