namespace TeachWhy.Transformer;

/// <summary>The functions that every template can call.</summary>
internal static class Globals
{
    public static void AddTo(Scope scope, Rendering rendering)
    {
        Add("range", given => Range(rendering, given.Bind("range", "start", "stop", "step")));
        Add("namespace", Namespace);
        Add("dict", Mapping);
        Add("raise_exception", given => throw new ChatTemplateException(
            PythonText.Of(rendering, given.Bind("raise_exception", "message").Value("message", TracedText.Empty)).Value, refusal: true));
        Add("strftime_now", given => TracedText.Own(DateFormat.Write(rendering.Time.GetLocalNow(), given.Bind("strftime_now", "format").Text("format").Value)));

        void Add(string name, Func<TemplateArguments, object?> body) => scope[name] = new FunctionValue(name, body);
    }

    private static ListValue Range(Rendering rendering, BoundArguments given)
    {
        var first = given.Whole("start", 0);
        var (start, stop, step) = given.Has("stop") ? (first, given.Whole("stop", 0), given.Whole("step", 1)) : (0, first, 1);
        if (step == 0)
        {
            throw new ChatTemplateException("a range with step 0 goes nowhere.");
        }

        var count = Math.Max(0, Math.Ceiling(((decimal)stop - start) / step));
        if (count > Rendering.LongestRange)
        {
            throw new ChatTemplateException($"a range of {count} numbers is longer than the {Rendering.LongestRange} that are allowed.");
        }

        rendering.Spend((long)count);
        return new ListValue([.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step)))]);
    }

    private static NamespaceValue Namespace(TemplateArguments given)
    {
        var space = new NamespaceValue();
        foreach (var (key, value) in Mapping(given).Entries)
        {
            space.Attributes[key.ToString()!] = value;
        }

        return space;
    }

    private static MappingValue Mapping(TemplateArguments given)
    {
        var mapping = new MappingValue();
        foreach (var (key, value) in given.Positional is [MappingValue first, ..] ? first.Entries : [])
        {
            mapping.Set(key, value);
        }

        foreach (var (name, value) in given.Named)
        {
            mapping.Set(TracedText.Own(name), value);
        }

        return mapping;
    }
}
