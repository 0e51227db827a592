namespace TeachWhy.Transformer;

/// <summary>A regular expression as a tree.</summary>
internal abstract record PatternNode
{
    /// <summary>Code points that what it reads can begin with.</summary>
    public abstract CodePointSet Starts { get; }

    /// <summary>Whether it can match without reading anything.</summary>
    public abstract bool MayBeEmpty { get; }

    /// <summary>One code point of a set.</summary>
    public sealed record OneOf(CodePointSet Set) : PatternNode
    {
        public override CodePointSet Starts => Set;

        public override bool MayBeEmpty => false;
    }

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override CodePointSet Starts => field ??= Parts.Take(Parts.TakeWhile(part => part.MayBeEmpty).Count() + 1)
            .Aggregate(CodePointSet.Empty, (set, part) => set.Union(part.Starts));

        public override bool MayBeEmpty { get; } = Parts.All(part => part.MayBeEmpty);
    }

    /// <summary>The first of several that leads to a match.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode
    {
        public override CodePointSet Starts => field ??= Options.Aggregate(CodePointSet.Empty, (set, option) => set.Union(option.Starts));

        public override bool MayBeEmpty { get; } = Options.Any(option => option.MayBeEmpty);
    }

    /// <summary>The body so many times: as often as it can, or as rarely when lazy.</summary>
    public sealed record Repeat(PatternNode Body, int Least, int Most, bool Lazy) : PatternNode
    {
        public const int Unlimited = int.MaxValue;

        public override CodePointSet Starts => Body.Starts;

        public override bool MayBeEmpty { get; } = Least == 0 || Body.MayBeEmpty;
    }

    /// <summary>The first way in which the body matches, and no other afterwards.</summary>
    public sealed record Atomic(PatternNode Body) : PatternNode
    {
        public override CodePointSet Starts => Body.Starts;

        public override bool MayBeEmpty { get; } = Body.MayBeEmpty;
    }

    /// <summary>What follows must match the body, or must not; nothing of it is read.</summary>
    public sealed record LookAhead(PatternNode Body, bool Negative) : PatternNode
    {
        public override CodePointSet Starts => CodePointSet.Empty;

        public override bool MayBeEmpty => true;
    }

    /// <summary>A place in the text.</summary>
    public sealed record Anchor(PatternAnchor Place) : PatternNode
    {
        public override CodePointSet Starts => CodePointSet.Empty;

        public override bool MayBeEmpty => true;
    }
}

/// <summary>Where an anchor holds.</summary>
internal enum PatternAnchor
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
}
