namespace TeachWhy.Transformer;

/// <summary>From words to statements, tag by tag.</summary>
internal sealed class StatementParser
{
    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private StatementParser(List<TemplateToken> tokens)
    {
        _tokens = new TokenStream(tokens);
        _expressions = new ExpressionParser(_tokens);
    }

    public static IReadOnlyList<Statement> Parse(string template)
    {
        var parser = new StatementParser(TemplateLexer.Read(template));
        return parser.ParseBody();
    }

    /// <summary>Statements up to one of the tags that may end them; the tag's name is the next word then.</summary>
    private List<Statement> ParseBody(params string[] ends)
    {
        _tokens.Enter();
        var body = new List<Statement>();
        while (_tokens.Current is var token && token.Kind != TokenKind.End)
        {
            _tokens.Next();
            if (token.Kind == TokenKind.Text)
            {
                body.Add(new Statement.Text(token.Line, TracedText.Own(token.Text)));
            }
            else if (token.Kind == TokenKind.OutputBegin)
            {
                body.Add(new Statement.Output(token.Line, _expressions.ParseTuple()));
                _tokens.Expect(TokenKind.OutputEnd, "the end of the output");
            }
            else if (ends.Contains(_tokens.Current.Text, StringComparer.Ordinal))
            {
                _tokens.Leave();
                return body;
            }
            else
            {
                body.Add(ParseStatement(token.Line));
            }
        }

        if (ends.Length > 0)
        {
            throw _tokens.Unexpected($"the tag {string.Join(" or ", ends)}");
        }

        _tokens.Leave();
        return body;
    }

    /// <summary>Statements up to one tag that ends them and says nothing else.</summary>
    private List<Statement> ParseBlock(string end)
    {
        EndTag();
        var body = ParseBody(end);
        _tokens.ExpectName();
        EndTag();
        return body;
    }

    private Statement ParseStatement(int line)
    {
        var name = _tokens.ExpectName();
        switch (name)
        {
            case "if":
                return ParseIf(line);
            case "for":
                return ParseFor(line);
            case "set":
                return ParseSet(line);
            case "with":
                return ParseWith(line);
            case "macro":
                var macro = _tokens.ExpectName();
                return new Statement.Macro(line, macro, ParseParameters(), ParseOutsideLoops("endmacro"));
            case "call":
                return ParseCall(line);
            case "filter":
                return new Statement.FilterBlock(line, _expressions.ParseFilterChain(), ParseOutsideLoops("endfilter"));
            case "generation":
                return new Statement.Generation(line, ParseOutsideLoops("endgeneration"));
            case "break" or "continue" when _loops > 0:
                EndTag();
                return new Statement.Leave(line, name == "break");
            case "break" or "continue":
                throw new ChatTemplateException($"\"{name}\" stands outside of every loop.", line);
            default:
                throw new ChatTemplateException($"the tag \"{Describe.Shortened(name)}\" is not one of those that chat templates may use here.", line);
        }
    }

    private Statement.If ParseIf(int line)
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        IReadOnlyList<Statement> otherwise = [];
        do
        {
            var test = _expressions.ParseTuple();
            EndTag();
            branches.Add((test, ParseBody("elif", "else", "endif")));
        }
        while (_tokens.TakeName("elif"));

        if (_tokens.TakeName("else"))
        {
            EndTag();
            otherwise = ParseBody("endif");
        }

        _tokens.ExpectName();
        EndTag();
        return new Statement.If(line, branches, otherwise);
    }

    private Statement.For ParseFor(int line)
    {
        var target = ParseTarget();
        if (!_tokens.TakeName("in"))
        {
            throw _tokens.Unexpected("\"in\"");
        }

        var items = _expressions.ParseTuple(allowsConditional: false);
        var condition = _tokens.TakeName("if") ? _expressions.Parse() : null;
        EndTag();
        _loops++;
        IReadOnlyList<Statement> body = ParseBody("else", "endfor"), otherwise = [];
        _loops--;
        if (_tokens.TakeName("else"))
        {
            EndTag();
            otherwise = ParseBody("endfor");
        }

        _tokens.ExpectName();
        EndTag();
        return new Statement.For(line, target, items, condition, body, otherwise);
    }

    private Statement ParseSet(int line)
    {
        var target = ParseTarget();
        if (_tokens.TakeOperator("="))
        {
            var value = _expressions.ParseTuple();
            EndTag();
            return new Statement.Set(line, target, value);
        }

        var filter = _tokens.TakeOperator("|") ? _expressions.ParseFilterChain() : null;
        return new Statement.SetBlock(line, target, filter, ParseOutsideLoops("endset"));
    }

    private Statement.With ParseWith(int line)
    {
        var variables = new List<(Target, Expression)>();
        while (_tokens.Current.Kind != TokenKind.TagEnd)
        {
            if (variables.Count > 0)
            {
                _tokens.ExpectOperator(",");
            }

            var target = new Target.Name(_tokens.ExpectName());
            _tokens.ExpectOperator("=");
            variables.Add((target, _expressions.Parse()));
        }

        return new Statement.With(line, variables, ParseBlock("endwith"));
    }

    private Statement.CallBlock ParseCall(int line)
    {
        var parameters = _tokens.IsOperator("(") ? ParseParameters() : [];
        return _expressions.Parse() is Expression.Call call
            ? new Statement.CallBlock(line, parameters, call, ParseOutsideLoops("endcall"))
            : throw new ChatTemplateException("a call block calls nothing.", line);
    }

    /// <summary>A body of its own: a loop around it cannot be left from within.</summary>
    private List<Statement> ParseOutsideLoops(string end)
    {
        var loops = _loops;
        _loops = 0;
        var body = ParseBlock(end);
        _loops = loops;
        return body;
    }

    private List<Parameter> ParseParameters()
    {
        _tokens.ExpectOperator("(");
        var parameters = new List<Parameter>();
        while (!_tokens.TakeOperator(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.ExpectOperator(",");
            }

            var name = _tokens.ExpectName();
            parameters.Add(new Parameter(name, _tokens.TakeOperator("=") ? _expressions.Parse() : null));
        }

        return parameters;
    }

    private Target ParseTarget()
    {
        var first = ParseSingleTarget();
        if (!_tokens.IsOperator(","))
        {
            return first;
        }

        var parts = new List<Target> { first };
        while (_tokens.TakeOperator(","))
        {
            parts.Add(ParseSingleTarget());
        }

        return new Target.Tuple(parts);
    }

    private Target ParseSingleTarget()
    {
        if (_tokens.TakeOperator("("))
        {
            _tokens.Enter();
            var inner = ParseTarget();
            _tokens.ExpectOperator(")");
            _tokens.Leave();
            return inner;
        }

        var name = _tokens.ExpectName();
        return _tokens.TakeOperator(".") ? new Target.Attribute(name, _tokens.ExpectName()) : new Target.Name(name);
    }

    private void EndTag() => _tokens.Expect(TokenKind.TagEnd, "the end of the tag");
}
