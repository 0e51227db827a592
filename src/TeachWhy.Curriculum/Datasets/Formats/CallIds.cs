namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>The ids of the calls of one conversation, made anew: nine letters and digits, which every trainer's template takes.</summary>
internal sealed class CallIds
{
    /// <summary>The field of a result that names its call.</summary>
    public const string Result = "tool_call_id";

    private readonly List<OpenCall> _open = [];
    private int _made;

    /// <summary>The id of a call.</summary>
    /// <param name="given">As it had it before; null for none.</param>
    public string Made(string? given, string name)
    {
        var call = new OpenCall(FormattableString.Invariant($"call{++_made:00000}"), given, name);
        _open.Add(call);
        return call.Id;
    }

    /// <summary>The call that a result is of: the one whose id it has, or the first without a result and an id; null for none.</summary>
    /// <param name="given">The id of its call as it was before; null for none.</param>
    /// <param name="name">The tool it says it is of; null where it does not say.</param>
    public (string Id, string Name)? ResultOf(string? given, string? name)
    {
        var at = given is null ? 0 : _open.FindIndex(call => call.Given == given);
        at = at < 0 ? _open.FindIndex(call => call.Given is null) : at;
        if (at < 0 || at >= _open.Count || (name is not null && name != _open[at].Name))
        {
            return null;
        }

        var call = _open[at];
        _open.RemoveAt(at);
        return (call.Id, call.Name);
    }

    private sealed record OpenCall(string Id, string? Given, string Name);
}
