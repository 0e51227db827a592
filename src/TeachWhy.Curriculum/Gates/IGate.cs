namespace TeachWhy.Curriculum.Gates;

/// <summary>A check that one item of training data must pass, whatever the others are. Called from many threads.</summary>
public interface IGate
{
    /// <summary>Such as <c>lint</c>: data cards and rejected items name it.</summary>
    string Name { get; }

    /// <returns>Why the item is refused, in a sentence; null where it passes.</returns>
    string? Check(GatedItem item);
}

/// <summary>A check of an item against those that passed before it. What is costly is done ahead, on many threads; the verdict falls in the order of the items.</summary>
public interface ISetGate
{
    string Name { get; }

    /// <summary>What the verdict needs to know of the item. Called from many threads.</summary>
    object Prepare(GatedItem item);

    /// <summary>Called in the order of the items, from one thread at a time.</summary>
    /// <returns>Why the item is refused, in a sentence; null where it passes.</returns>
    string? Check(GatedItem item, object prepared);

    /// <summary>Remembers an item that passed every gate.</summary>
    void Keep(GatedItem item, object prepared);
}

/// <summary>An item that a gate refused.</summary>
/// <param name="Gate">The gate's name.</param>
/// <param name="Reason">In a sentence.</param>
public sealed record GateRefusal(string Gate, string Reason);
