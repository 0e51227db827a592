namespace TeachWhy.Transformer;

/// <summary>What a step of a compiled pattern does.</summary>
internal enum PatternAction
{
    /// <summary>Reads one code point of the set.</summary>
    One,

    /// <summary>Reads as many code points of the set as come, and gives back one by one when the rest does not match.</summary>
    Run,

    /// <summary>The same, and gives nothing back.</summary>
    FirmRun,

    /// <summary>Goes on at one of the targets, the first that leads to a match.</summary>
    Choice,

    /// <summary>Goes on at the target.</summary>
    Jump,

    /// <summary>Looks whether the steps from the next on match here; goes on at the target without having read anything.</summary>
    LookAhead,

    /// <summary>The same, when they do not match.</summary>
    LookAheadNegative,

    /// <summary>Matches the steps from the next on in one way only; goes on at the target behind what they read.</summary>
    Atomic,

    /// <summary>Holds at a place in the text.</summary>
    Anchor,

    /// <summary>The end.</summary>
    Match,
}

/// <summary>A step of a compiled pattern.</summary>
/// <param name="Set">What One and Run read.</param>
/// <param name="Targets">Where to go on.</param>
/// <param name="Openings">For a choice: bit t of entry c says whether target t can match when ASCII character c comes next.</param>
internal sealed record PatternStep(
    PatternAction Action, CodePointSet? Set = null, int Least = 0, int Most = 0, PatternAnchor Place = default, int[]? Targets = null, ulong[]? Openings = null);

/// <summary>Turns the tree of a pattern into steps.</summary>
internal sealed class PatternProgram
{
    private const int MostSteps = 20_000;
    private const int AsciiCount = 128;

    private readonly List<PatternStep> _steps = [];

    /// <exception cref="InvalidDataException">The pattern repeats so much that it would take too many steps.</exception>
    public static PatternStep[] Compile(PatternNode node)
    {
        var program = new PatternProgram();
        program.Add(node);
        program.Add(new PatternStep(PatternAction.Match));
        return [.. program._steps];
    }

    private void Add(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.OneOf one:
                Add(new PatternStep(PatternAction.One, one.Set));
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Add(part);
                }
                break;
            case PatternNode.Choice choice:
                AddChoice(choice.Options);
                break;
            case PatternNode.Atomic { Body: PatternNode.Repeat { Body: PatternNode.OneOf one, Lazy: false } run }:
                Add(new PatternStep(PatternAction.FirmRun, one.Set, run.Least, run.Most));
                break;
            case PatternNode.Atomic atomic:
                AddWithin(PatternAction.Atomic, atomic.Body);
                break;
            case PatternNode.LookAhead look:
                AddWithin(look.Negative ? PatternAction.LookAheadNegative : PatternAction.LookAhead, look.Body);
                break;
            case PatternNode.Anchor anchor:
                Add(new PatternStep(PatternAction.Anchor, Place: anchor.Place));
                break;
            case PatternNode.Repeat { Body: PatternNode.OneOf one, Lazy: false } run:
                Add(new PatternStep(PatternAction.Run, one.Set, run.Least, run.Most));
                break;
            case PatternNode.Repeat repeat:
                AddRepeat(repeat);
                break;
        }
    }

    private int Add(PatternStep step)
    {
        if (_steps.Count == MostSteps)
        {
            throw new InvalidDataException($"A pattern takes more than {MostSteps} steps: its repeats multiply.");
        }
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private void AddWithin(PatternAction action, PatternNode body)
    {
        var at = Add(new PatternStep(action));
        Add(body);
        Add(new PatternStep(PatternAction.Match));
        _steps[at] = new PatternStep(action, Targets: [_steps.Count]);
    }

    private void AddChoice(IReadOnlyList<PatternNode> options)
    {
        var at = Add(new PatternStep(PatternAction.Choice));
        var (targets, ends) = (new int[options.Count], new List<int>());
        for (var option = 0; option < options.Count; option++)
        {
            targets[option] = _steps.Count;
            Add(options[option]);
            if (option < options.Count - 1)
            {
                ends.Add(Add(new PatternStep(PatternAction.Jump)));
            }
        }
        foreach (var end in ends)
        {
            _steps[end] = new PatternStep(PatternAction.Jump, Targets: [_steps.Count]);
        }
        _steps[at] = Choose(targets, options);
    }

    private void AddRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            Add(repeat.Body);
        }
        if (repeat.Most == PatternNode.Repeat.Unlimited)
        {
            var at = Add(new PatternStep(PatternAction.Choice));
            Add(repeat.Body);
            Add(new PatternStep(PatternAction.Jump, Targets: [at]));
            _steps[at] = Optional(repeat, at + 1, _steps.Count);
            return;
        }
        var choices = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            choices.Add(Add(new PatternStep(PatternAction.Choice)));
            Add(repeat.Body);
        }
        foreach (var at in choices)
        {
            _steps[at] = Optional(repeat, at + 1, _steps.Count);
        }
    }

    private static PatternStep Optional(PatternNode.Repeat repeat, int body, int after)
    {
        PatternNode rest = new PatternNode.Sequence([]);
        return repeat.Lazy ? Choose([after, body], [rest, repeat.Body]) : Choose([body, after], [repeat.Body, rest]);
    }

    private static PatternStep Choose(int[] targets, IReadOnlyList<PatternNode> options)
    {
        if (targets.Length > 64)
        {
            return new PatternStep(PatternAction.Choice, Targets: targets);
        }
        var openings = new ulong[AsciiCount];
        for (var option = 0; option < options.Count; option++)
        {
            for (var letter = 0; letter < AsciiCount; letter++)
            {
                openings[letter] |= options[option].MayBeEmpty || options[option].Starts.Contains(letter) ? 1ul << option : 0;
            }
        }
        return new PatternStep(PatternAction.Choice, Targets: targets, Openings: openings);
    }
}
