using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.Checkpoints;

public sealed class CheckpointTextTests
{
    [Fact]
    public void A_tokenizer_is_read_with_its_template_and_special_tokens_where_there_is_no_model()
    {
        using var folder = new TemporaryFolder();
        new WordTokenizer(["<end>", "a", "b"]).Save(folder.FullPath);
        File.WriteAllText(folder.PathOf("tokenizer_config.json"), """{"eos_token": "<end>", "chat_template": "{{ messages }}"}""");

        var text = Checkpoint.LoadText(folder.FullPath);

        Assert.Equal(3, text.Tokenizer.Count);
        Assert.Equal("{{ messages }}", text.ChatTemplate);
        Assert.Equal([0], text.SpecialTokens.End);
        Assert.Null(text.SpecialTokens.Begin);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_told_so()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<InvalidDataException>(() => Checkpoint.LoadText(folder.FullPath));
        Assert.Throws<DirectoryNotFoundException>(() => Checkpoint.LoadText(folder.PathOf("none")));
    }
}
