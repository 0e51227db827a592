namespace TeachWhy.Simulation;

/// <summary>The company's files.</summary>
internal static class FileTools
{
    private static readonly ToolParameter Path = new("path", ParameterKind.Name, "the file's path, such as notes/monday.txt");

    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("list_files", "Lists the files by path.", [], List) { Reads = HasFiles },
        new("read_file", "Reads a file.", [Path], Read) { Reads = HasFiles },
        new("write_file", "Writes a whole file; one that exists is replaced.",
        [
            Path,
            new("text", ParameterKind.Text, "the whole text of the file") { Also = ["content", "body"] },
        ], Write),
    ];

    private static bool HasFiles(WorkplaceState state) => state.Files.Count > 0;

    private static ToolResult List(CompanyCall call) => CompanyCall.Looked("files", string.Join('\n',
        call.State.Files.Select(f => $"{f.Path}  {f.Text.Length} characters{(f.Confidential ? "  confidential" : "")}")));

    private static ToolResult Read(CompanyCall call) =>
        Find(call.State, call.Given.Text("path")) is { } file
            ? CompanyCall.Looked(file.Path, file.Text)
            : CompanyCall.Unknown("file", call.Given.Text("path"), call.State.Files.Select(f => f.Path));

    private static ToolResult Write(CompanyCall call)
    {
        var given = call.Given.Text("path");
        if (Cleaned(given) is not { } path)
        {
            return CompanyCall.Refused($"'{CompanyCall.Shortened(given)}' is no path of a file here: it has folders and a name with / between them, such as notes/monday.txt.");
        }

        var before = Find(call.State, path);
        path = before?.Path ?? path;
        if (call.State.Files.FirstOrDefault(f => Within(f.Path, path) || Within(path, f.Path)) is { } clash)
        {
            return CompanyCall.Refused($"'{CompanyCall.Shortened(given)}' cannot be written: {clash.Path} is in its way.");
        }

        var text = call.Given.Text("text");
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = path, ["text"] = text };
        if (before is not null)
        {
            facts["before"] = before.Text;
        }

        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, path, $"{(before is null ? "wrote" : "wrote anew")} {path}") { Facts = facts },
            $"{path} {(before is null ? "written" : "replaced")}: {text.Length} characters.",
            With(call.State, (before ?? new WorkplaceFile(path, "")) with { Text = text }));
    }

    /// <summary>The file of a path, as models write paths.</summary>
    internal static WorkplaceFile? Find(WorkplaceState state, string given) => Cleaned(given) is not { } path ? null
        : state.Files.FirstOrDefault(f => string.Equals(f.Path, path, StringComparison.Ordinal))
        ?? state.Files.FirstOrDefault(f => string.Equals(f.Path, path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The state with this file in the place of the one of its path, or at the end.</summary>
    internal static WorkplaceState With(WorkplaceState state, WorkplaceFile file) =>
        state with { Files = Listed.With(state.Files, f => string.Equals(f.Path, file.Path, StringComparison.Ordinal), file) };

    private static bool Within(string path, string folder) => path.StartsWith($"{folder}/", StringComparison.OrdinalIgnoreCase);

    private static string? Cleaned(string given)
    {
        var path = given.Trim().Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith('/'))
        {
            path = path[(path[0] == '/' ? 1 : 2)..];
        }

        var valid = path.Length > 0 && !path.Any(char.IsControl) && path.Split('/').All(part => part.Trim() is not ("" or "." or ".."));
        return valid ? path : null;
    }
}
