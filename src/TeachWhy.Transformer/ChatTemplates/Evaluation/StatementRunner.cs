namespace TeachWhy.Transformer;

/// <summary>Carries out statements and gathers what they write.</summary>
internal sealed class StatementRunner
{
    private readonly Rendering _rendering;
    private readonly ExpressionEvaluator _expressions;
    private TracedTextBuilder _output;

    public StatementRunner(Rendering rendering)
    {
        _rendering = rendering;
        _expressions = new ExpressionEvaluator(rendering);
        _output = new TracedTextBuilder(rendering);
    }

    public TracedText Run(IReadOnlyList<Statement> template, Scope scope)
    {
        RunBody(template, scope);
        return _output.ToText();
    }

    private Flow RunBody(IReadOnlyList<Statement> body, Scope scope)
    {
        foreach (var statement in body)
        {
            _rendering.Enter();
            _rendering.Spend();
            Flow flow;
            try
            {
                flow = RunOne(statement, scope);
            }
            catch (ChatTemplateException failure)
            {
                throw failure.At(statement.Line);
            }

            _rendering.Leave();
            if (flow != Flow.On)
            {
                return flow;
            }
        }

        return Flow.On;
    }

    private Flow RunOne(Statement statement, Scope scope)
    {
        switch (statement)
        {
            case Statement.Text text:
                _output.Append(text.Value);
                return Flow.On;
            case Statement.Output output:
                _output.Append(PythonText.Of(_rendering, _expressions.Evaluate(output.Value, scope)));
                return Flow.On;
            case Statement.If branching:
                return RunIf(branching, scope);
            case Statement.For loop:
                RunFor(loop, scope);
                return Flow.On;
            case Statement.Set set:
                Assign(set.Target, _expressions.Evaluate(set.Value, scope), scope);
                return Flow.On;
            case Statement.SetBlock block:
                var value = Capture(block.Body, new Scope(scope));
                Assign(block.Target, block.Filter is null ? value : _expressions.FilterBlock(block.Filter, value, scope), scope);
                return Flow.On;
            case Statement.FilterBlock block:
                _output.Append(PythonText.Of(_rendering, _expressions.FilterBlock(block.Filter, Capture(block.Body, new Scope(scope)), scope)));
                return Flow.On;
            case Statement.With with:
                return RunWith(with, scope);
            case Statement.Macro macro:
                scope[macro.Name] = MacroOf(macro.Name, macro.Parameters, macro.Body, scope);
                return Flow.On;
            case Statement.CallBlock call:
                RunCall(call, scope);
                return Flow.On;
            case Statement.Generation generation:
                _output.Append(Capture(generation.Body, new Scope(scope)).AsGenerated());
                return Flow.On;
            default:
                return ((Statement.Leave)statement).IsBreak ? Flow.Break : Flow.Continue;
        }
    }

    private Flow RunIf(Statement.If branching, Scope scope)
    {
        foreach (var (test, body) in branching.Branches)
        {
            if (Truth.Of(_expressions.Evaluate(test, scope)))
            {
                return RunBody(body, scope);
            }
        }

        return RunBody(branching.Otherwise, scope);
    }

    private void RunFor(Statement.For loop, Scope scope)
    {
        var items = Iteration.Of(_rendering, _expressions.Evaluate(loop.Items, scope));
        if (loop.Condition is { } condition)
        {
            items = [.. items.Where(item => Truth.Of(_expressions.Evaluate(condition, ScopeOf(item))))];
        }

        var state = new LoopValue(_rendering, items);
        for (; state.Index < items.Count; state.Index++)
        {
            _rendering.Spend();
            var inner = ScopeOf(items[state.Index]);
            inner["loop"] = state;
            if (RunBody(loop.Body, inner) == Flow.Break)
            {
                break;
            }
        }

        if (items.Count == 0)
        {
            RunBody(loop.Otherwise, new Scope(scope));
        }

        Scope ScopeOf(object? item)
        {
            var inner = new Scope(scope);
            Assign(loop.Target, item, inner);
            return inner;
        }
    }

    private Flow RunWith(Statement.With with, Scope scope)
    {
        var inner = new Scope(scope);
        foreach (var (target, value) in with.Variables)
        {
            Assign(target, _expressions.Evaluate(value, scope), inner);
        }

        return RunBody(with.Body, inner);
    }

    private void RunCall(Statement.CallBlock block, Scope scope)
    {
        var given = _expressions.Arguments(block.Call.Arguments, scope);
        var named = new Dictionary<string, object?>(given.Named, StringComparer.Ordinal)
        {
            ["caller"] = MacroOf("caller", block.Parameters, block.Body, scope),
        };
        var result = _expressions.Call(_expressions.Evaluate(block.Call.Function, scope), given with { Named = named });
        _output.Append(PythonText.Of(_rendering, result));
    }

    /// <summary>A macro sees what its surroundings hold when it is called; its result is the text it writes.</summary>
    private FunctionValue MacroOf(string name, IReadOnlyList<Parameter> parameters, IReadOnlyList<Statement> body, Scope scope)
    {
        string[] names = [.. parameters.Select(p => p.Name), "caller"];
        return new FunctionValue(name, arguments =>
        {
            var bound = arguments.Positional.Count < names.Length
                ? arguments.Bind(name, names)
                : throw new ChatTemplateException($"the macro \"{Describe.Shortened(name)}\" takes at most {parameters.Count} arguments, not {arguments.Positional.Count}.");
            var inner = new Scope(scope);
            foreach (var (parameter, fallback) in parameters)
            {
                inner[parameter] = bound.Has(parameter) ? bound.Value(parameter)
                    : fallback is null ? new UndefinedValue($"the parameter \"{Describe.Shortened(parameter)}\"")
                    : _expressions.Evaluate(fallback, inner);
            }

            if (bound.Has("caller"))
            {
                inner["caller"] = bound.Value("caller");
            }

            return Capture(body, inner);
        });
    }

    private TracedText Capture(IReadOnlyList<Statement> body, Scope scope)
    {
        var around = _output;
        _output = new TracedTextBuilder(_rendering);
        RunBody(body, scope);
        var text = _output.ToText();
        _output = around;
        return text;
    }

    private void Assign(Target target, object? value, Scope scope)
    {
        switch (target)
        {
            case Target.Name name:
                scope[name.Variable] = value;
                break;
            case Target.Attribute attribute when scope[attribute.Namespace] is NamespaceValue space:
                space.Attributes[attribute.Variable] = value;
                break;
            case Target.Attribute attribute:
                throw new ChatTemplateException($"\"{Describe.Shortened(attribute.Namespace)}\" is no namespace, so its attributes cannot be set.");
            case Target.Tuple tuple:
                var items = Iteration.Of(_rendering, value);
                if (items.Count != tuple.Parts.Count)
                {
                    throw new ChatTemplateException($"{items.Count} values do not go into {tuple.Parts.Count} variables.");
                }

                for (var i = 0; i < items.Count; i++)
                {
                    Assign(tuple.Parts[i], items[i], scope);
                }

                break;
        }
    }

    private enum Flow
    {
        On,
        Break,
        Continue,
    }
}
