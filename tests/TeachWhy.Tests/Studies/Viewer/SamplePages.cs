using TeachWhy.Studies.Viewer;

namespace TeachWhy.Tests.Studies.Viewer;

/// <summary>The viewer's pages as files, for whoever wants to look at them while changing them.</summary>
public sealed class SamplePages
{
    /// <summary>Set it to a folder: <c>TEACHWHY_SAMPLE_VIEWER=FOLDER dotnet test --filter SamplePages</c>.</summary>
    private const string Variable = "TEACHWHY_SAMPLE_VIEWER";

    [Fact]
    public async Task Written_for_the_eye()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
        {
            return;
        }

        using var shelf = SampleShelf.Full();
        await new StaticSite(shelf.Library, folder).WriteAsync(new Progress<StaticProgress>(), CancellationToken.None);
        var (large, small) = (shelf.KeyOf("logs/large.eval"), shelf.KeyOf("logs/small.eval"));
        var sides = new List<KeyValuePair<string, string>> { new("first", large), new("second", small), new("only", "different") };
        string[] names = ["/", $"/logs/{large}", "/sides", $"/sides/{shelf.Library.Open(shelf.Library.FindLog(large)!).Keys[0]}"];
        for (var i = 0; i < names.Length; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"served-{i}.html"), (await shelf.Pages.AnswerAsync(new ViewerRequest(names[i], i < 2 ? [] : sides))).Text);
        }
    }
}
