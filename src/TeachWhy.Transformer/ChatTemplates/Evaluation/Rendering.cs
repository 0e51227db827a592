using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>One rendering: what it has used of what it may use. A template is a stranger's program; this is what bounds it.</summary>
internal sealed class Rendering(TimeProvider time)
{
    /// <summary>Values computed, items visited, and each 16 characters read or written.</summary>
    public const long MostSteps = 10_000_000;

    /// <summary>Characters of all texts made on the way.</summary>
    public const long MostCharacters = 64L << 20;

    /// <summary>Expressions, blocks and macros within each other.</summary>
    public const int DeepestNesting = 500;

    /// <summary>Numbers in a range.</summary>
    public const int LongestRange = 100_000;

    private long _steps;
    private long _characters;
    private int _depth;

    public TimeProvider Time { get; } = time;

    public void Spend(long steps = 1)
    {
        _steps += steps;
        if (_steps > MostSteps)
        {
            throw new ChatTemplateException($"it takes more than the {MostSteps} steps that are allowed.");
        }
    }

    /// <summary>Pays for reading through a value.</summary>
    public void SpendOn(object? value) => Spend(value switch
    {
        TracedText text => 1 + text.Length / 16,
        ListValue list => 1 + list.Count,
        MappingValue mapping => 1 + mapping.Count,
        _ => 1,
    });

    /// <summary>Pays for characters before they are made.</summary>
    public void Write(long characters)
    {
        _characters += characters;
        Spend(characters / 16);
        if (_characters > MostCharacters)
        {
            throw new ChatTemplateException($"it makes more than the {MostCharacters} characters of text that are allowed.");
        }
    }

    public void Enter()
    {
        if (++_depth > DeepestNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ChatTemplateException($"it nests deeper than the {DeepestNesting} levels that are allowed.");
        }
    }

    public void Leave() => _depth--;
}
