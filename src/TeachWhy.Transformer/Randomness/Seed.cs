using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Seeds derived from names, so that no random number depends on the order in which work is done.</summary>
public static class Seed
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The seed of one named thing below a root; the same on every machine and in every version.</summary>
    public static ulong Of(ulong root, params ReadOnlySpan<string> names)
    {
        var state = Mix(root ^ Offset);
        foreach (var name in names)
        {
            state = Mix(state ^ Hash(name));
        }
        return state;
    }

    /// <summary>As above, with a number as the last name.</summary>
    public static ulong Of(ulong root, string name, long index) => Mix(Of(root, name) ^ Mix((ulong)index));

    /// <summary>SplitMix64's finisher: every bit of the result depends on every bit of the argument.</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>FNV-1a over the name's UTF-8 bytes. (A string's own hash code differs from run to run.)</summary>
    private static ulong Hash(string name)
    {
        var hash = Offset;
        foreach (var unit in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ unit) * Prime;
        }
        return hash;
    }
}
